package io.tokenledger.authentication.coherence;

/** Whether what this process knows by heart is what is true: without sight of others' changes the door decides nothing. */
@FunctionalInterface
public interface CacheFreshness {
    /**
     * Returns where nothing that was acknowledged longer ago than the limit can have been missed.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} elsewhere
     */
    void demand();
}
