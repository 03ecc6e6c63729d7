package io.tokenledger.authentication.coherence;

/**
 * Whether the caches of this process are fresh enough to verify credentials. A process that cannot see the changes of
 * other processes verifies no credential.
 */
@FunctionalInterface
public interface CacheFreshness {
    /**
     * Returns if this process cannot have missed a change that was acknowledged longer ago than
     * {@code LEDGER_STALENESS_LIMIT}.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} otherwise
     */
    void requireFresh();
}
