package io.tokenledger.console.session;

/** The browser has no session, or it is over. */
public final class SignInRequiredException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
