package io.tokenledger.query.auditstreaming;

/** A sink cannot be set up. The message says what is wrong and what is expected, and contains no configured value. */
final class UnusableSinkException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSinkException(String problem) {
        super(problem);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
