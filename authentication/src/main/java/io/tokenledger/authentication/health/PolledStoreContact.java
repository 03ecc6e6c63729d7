package io.tokenledger.authentication.health;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The contact of a process that follows no events: it is alone on its store, or command sides decide for it. Without the store
 * it succeeds in nothing, because every decision has to be recorded.
 */
final class PolledStoreContact implements StoreContact {
    private final Runnable question;
    private final Duration limit;
    private volatile long reachedNanos = System.nanoTime();
    private volatile @Nullable String problem;

    /**
     * Not yet polled.
     *
     * @param question whatever needs the store, and fails without it
     * @param limit how long the store may be silent
     */
    PolledStoreContact(Runnable question, Duration limit) {
        this.question = question;
        this.limit = limit;
    }

    void poll() {
        long asked = System.nanoTime();
        try {
            question.run();
            reachedNanos = asked;
            problem = null;
        } catch (RuntimeException failure) {
            problem = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        }
    }

    @Override
    public Optional<String> lost() {
        if (System.nanoTime() - reachedNanos <= limit.toNanos()) {
            return Optional.empty();
        }
        String known = problem;
        return Optional.of(known == null ? "The store has not answered for " + limit.toSeconds() + " seconds." : known);
    }
}
