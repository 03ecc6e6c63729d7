package io.tokenledger.access.refusal;

import org.axonframework.commandhandling.CommandExecutionException;

/**
 * Carries a {@link Refusal} to the edge. It is a {@link CommandExecutionException} with details, so that a refusal
 * decided on another node arrives with its code.
 */
public final class RefusedException extends CommandExecutionException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /** Also what a refusal becomes again that was decided on another node. */
    public RefusedException(Refusal refusal) {
        super(refusal.message(), null, refusal, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
