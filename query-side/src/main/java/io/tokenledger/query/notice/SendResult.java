package io.tokenledger.query.notice;

/**
 * What became of the messages that a sender tried to send in a run.
 *
 * @param accepted messages that were accepted
 * @param rejected messages that the server rejected for good
 * @param postponed messages that the server did not accept now, so that they are sent again
 * @param unreachable messages that did not reach the server, or for which it rejected the ledger itself
 */
public record SendResult(int accepted, int rejected, int postponed, int unreachable) {
    public static final SendResult NONE = new SendResult(0, 0, 0, 0);
    public static final SendResult ACCEPTED = new SendResult(1, 0, 0, 0);
    public static final SendResult REJECTED = new SendResult(0, 1, 0, 0);
    public static final SendResult POSTPONED = new SendResult(0, 0, 1, 0);
    public static final SendResult UNREACHABLE = new SendResult(0, 0, 0, 1);

    public SendResult plus(SendResult other) {
        return new SendResult(
                accepted + other.accepted,
                rejected + other.rejected,
                postponed + other.postponed,
                unreachable + other.unreachable);
    }

    /** Whether a message has to be sent again. */
    public boolean hasPending() {
        return postponed + unreachable > 0;
    }
}
