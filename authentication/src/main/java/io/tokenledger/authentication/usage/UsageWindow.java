package io.tokenledger.authentication.usage;

import io.tokenledger.events.CountedEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Equal uses within one period. The first use is recorded as {@code opening}. Repeats are counted until the window
 * closes. A repeat is answered only after the first use is durable.
 */
final class UsageWindow {
    private final CoalescingKey key;
    private final WindowDetail detail;
    private final CountedEvent opening;
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private boolean closed;
    private long repeats;
    private @Nullable Instant firstRepeat;
    private @Nullable Instant lastRepeat;

    UsageWindow(CoalescingKey key, WindowDetail detail, CountedEvent opening) {
        this.key = key;
        this.detail = detail;
        this.opening = opening;
    }

    CoalescingKey key() {
        return key;
    }

    WindowDetail detail() {
        return detail;
    }

    CountedEvent opening() {
        return opening;
    }

    Instant openedAt() {
        return opening.first();
    }

    /** Completes once the first use is durable, and fails if it cannot be recorded. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /**
     * Counts a repeat.
     *
     * @return false if the window is closed, so that the use must open another one
     */
    synchronized boolean repeat(Instant now) {
        if (closed) {
            return false;
        }
        repeats++;
        firstRepeat = firstRepeat == null ? now : firstRepeat;
        lastRepeat = now;
        return true;
    }

    /**
     * Closes the window.
     *
     * @return event that counts the repeats; null if there were none, or if the window was closed before
     */
    synchronized @Nullable CountedEvent close() {
        if (closed || firstRepeat == null || lastRepeat == null) {
            closed = true;
            return null;
        }
        closed = true;
        return opening.repeated(firstRepeat, lastRepeat, repeats);
    }
}
