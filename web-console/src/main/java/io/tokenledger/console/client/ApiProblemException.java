package io.tokenledger.console.client;

/** The API rejected a request, or could not answer it. */
public final class ApiProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String remedy;

    /**
     * A rejection.
     *
     * @param status HTTP status
     * @param code stable code of the problem; empty if the format of the route has none
     * @param message what is wrong
     * @param remedy what to do; empty if the format of the route has none
     */
    public ApiProblemException(int status, String code, String message, String remedy) {
        super(message);
        this.status = status;
        this.code = code;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }

    /** What is wrong, as a text to show. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Whether the session is over, or there was none. */
    public boolean isSignedOut() {
        return status == 401;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isTemporary() {
        return status == 429 || status == 503;
    }

    /** Throws this problem unless the same form with other values may succeed. */
    public void rethrowUnlessCorrectable() {
        if (isSignedOut() || isTemporary() || status >= 500) {
            throw this;
        }
    }
}
