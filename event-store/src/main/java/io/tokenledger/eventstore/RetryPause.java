package io.tokenledger.eventstore;

import java.time.Duration;

/**
 * The pause before a retry: it doubles with each consecutive failure.
 *
 * @param first pause after the first failure
 * @param longest maximum pause
 */
public record RetryPause(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 20;

    /**
     * The pause after a failure.
     *
     * @param failures number of consecutive failures, at least 1
     */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
