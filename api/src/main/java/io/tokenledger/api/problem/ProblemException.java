package io.tokenledger.api.problem;

import org.axonframework.commandhandling.CommandExecutionException;

/**
 * Carries a {@link Problem} to the edge. It is a {@link CommandExecutionException} with details, so that a refusal
 * decided on another node arrives with its code.
 */
public final class ProblemException extends CommandExecutionException {
    private static final long serialVersionUID = 1L;

    private final Problem refusal;

    /** Also what a refusal becomes again that was decided on another node. */
    public ProblemException(Problem refusal) {
        super(refusal.message(), null, refusal, false);
        this.refusal = refusal;
    }

    public Problem refusal() {
        return refusal;
    }
}
