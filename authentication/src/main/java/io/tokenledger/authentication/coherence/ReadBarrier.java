package io.tokenledger.authentication.coherence;

/** Waits until the lookup tables contain all events, in a deployment mode that does not commit both together. */
@FunctionalInterface
public interface ReadBarrier {
    /**
     * Returns once the lookup tables contain everything that was appended before the call. This includes events of a
     * process that ended before it wrote its tables.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} if that takes longer than
     *     {@code LEDGER_STALENESS_LIMIT}
     */
    void await();
}
