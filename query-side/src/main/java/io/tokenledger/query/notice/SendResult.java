package io.tokenledger.query.notice;

/**
 * What became of the messages that a sender tried to send in a run.
 *
 * @param accepted messages that were accepted
 * @param rejected messages that were rejected for good
 * @param unavailable messages that were not accepted now, so that they are sent again
 */
public record SendResult(int accepted, int rejected, int unavailable) {
    public static final SendResult NONE = new SendResult(0, 0, 0);
    public static final SendResult ACCEPTED = new SendResult(1, 0, 0);
    public static final SendResult REJECTED = new SendResult(0, 1, 0);
    public static final SendResult UNAVAILABLE = new SendResult(0, 0, 1);

    public SendResult plus(SendResult other) {
        return new SendResult(accepted + other.accepted, rejected + other.rejected, unavailable + other.unavailable);
    }
}
