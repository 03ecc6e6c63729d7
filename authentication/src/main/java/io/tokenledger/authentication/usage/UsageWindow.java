package io.tokenledger.authentication.usage;

import io.tokenledger.events.CountedEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Equal uses within one stretch of time. The first was written down as {@code opening}; the repeats are counted here
 * until the window closes, and no repeat is answered before the first is durable.
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

    /** Completed once the first use is durable; failed where it could not be written. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Counts a repeat; false where the window has closed, and the use must open another. */
    synchronized boolean repeat(Instant now) {
        if (closed) {
            return false;
        }
        repeats++;
        firstRepeat = firstRepeat == null ? now : firstRepeat;
        lastRepeat = now;
        return true;
    }

    /** Closes the window; the event that stands for its repeats, or null where there were none. */
    synchronized @Nullable CountedEvent close() {
        closed = true;
        if (firstRepeat == null || lastRepeat == null) {
            return null;
        }
        return opening.repeated(firstRepeat, lastRepeat, repeats);
    }
}
