package io.tokenledger.authentication.coherence;

/** Whether the look-ups hold all that has happened, where they are not written with the events themselves. */
@FunctionalInterface
public interface ReadBarrier {
    /**
     * Returns once everything that was appended before is in the look-ups, also what was appended by a process that ended
     * before it could write them.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} when that takes too long
     */
    void await();
}
