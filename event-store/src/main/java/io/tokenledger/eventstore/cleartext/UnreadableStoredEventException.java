package io.tokenledger.eventstore.cleartext;

/** Thrown if this build cannot read a stored event, or not all of it. The event must stay as it is. */
final class UnreadableStoredEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param problem reason without any text of the event */
    UnreadableStoredEventException(String problem) {
        super(problem);
    }
}
