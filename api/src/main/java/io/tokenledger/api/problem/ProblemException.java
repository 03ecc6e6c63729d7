package io.tokenledger.api.problem;

import org.axonframework.commandhandling.CommandExecutionException;

/**
 * Carries a {@link Problem} to the web layer. It extends {@link CommandExecutionException} and has details, so that a
 * problem keeps its code when another node throws it.
 */
public final class ProblemException extends CommandExecutionException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** Creates an exception for a problem of this node, or for one that another node has sent. */
    public ProblemException(Problem problem) {
        super(problem.message(), null, problem, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
