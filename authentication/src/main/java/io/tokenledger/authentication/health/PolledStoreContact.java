package io.tokenledger.authentication.health;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The contact of a process that follows no events: it is alone on its store, or command sides verify credentials for
 * it. Without the store no verification succeeds, because each must be recorded.
 */
final class PolledStoreContact implements StoreContact {
    private final Runnable query;
    private final Duration limit;
    private volatile long reachedNanos = System.nanoTime();
    private volatile @Nullable String problem;

    /**
     * Creates a contact that is not polled yet.
     *
     * @param query call that needs the store, and fails without it
     * @param limit maximum time without a response of the store
     */
    PolledStoreContact(Runnable query, Duration limit) {
        this.query = query;
        this.limit = limit;
    }

    void poll() {
        long askedAt = System.nanoTime();
        try {
            query.run();
            reachedNanos = askedAt;
            problem = null;
        } catch (RuntimeException failure) {
            problem = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        }
    }

    @Override
    public Optional<String> contactProblem() {
        if (System.nanoTime() - reachedNanos <= limit.toNanos()) {
            return Optional.empty();
        }
        String known = problem;
        return Optional.of(
                known == null ? "The store has not responded for " + limit.toSeconds() + " seconds." : known);
    }
}
