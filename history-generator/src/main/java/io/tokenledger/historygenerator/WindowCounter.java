package io.tokenledger.historygenerator;

import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventMetadata;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Coalesces equal uses as the ledger does by default: the first use in 60 s is recorded at once. The repeats become one
 * counted event when the window closes; the counter checks windows once a second.
 */
final class WindowCounter {
    private static final long WINDOW = EpochMillis.MINUTE;

    private final EventBuffer journal;
    private final Map<WindowKey, Window> open = new HashMap<>();
    private final Queue<Window> oldestFirst = new ArrayDeque<>();

    private static final class Window {
        final WindowKey key;
        final CountedEvent opening;
        final long openedAt;
        boolean closed;
        long repeats;
        long first;
        long last;

        Window(WindowKey key, CountedEvent opening, long openedAt) {
            this.key = key;
            this.opening = opening;
            this.openedAt = openedAt;
        }

        boolean isCurrent(long now) {
            return now < openedAt + WINDOW;
        }

        long closesAt() {
            return EpochMillis.wholeSecond(openedAt + WINDOW) + EpochMillis.SECOND;
        }
    }

    WindowCounter(EventBuffer journal) {
        this.journal = journal;
    }

    void record(long now, WindowKey key, String correlationId, Supplier<CountedEvent> first) {
        Window window = open.get(key);
        if (window != null && window.isCurrent(now)) {
            window.first = window.repeats == 0 ? now : window.first;
            window.last = now;
            window.repeats++;
            return;
        }
        if (window != null) {
            close(now, window);
        }
        Window fresh = new Window(key, first.get(), now);
        open.put(key, fresh);
        oldestFirst.add(fresh);
        journal.record(now, fresh.opening, Map.of(EventMetadata.CORRELATION_ID, correlationId));
    }

    /** The closing time of the next window; {@link EpochMillis#NEVER} if none is open. */
    long next() {
        Window oldest = oldestFirst.peek();
        return oldest == null ? EpochMillis.NEVER : oldest.closesAt();
    }

    void closeNext() {
        Window oldest = oldestFirst.remove();
        if (!oldest.closed) {
            close(oldest.closesAt(), oldest);
        }
    }

    private void close(long now, Window window) {
        window.closed = true;
        open.remove(window.key);
        if (window.repeats > 0) {
            CountedEvent repeats = window.opening.repeated(
                    EpochMillis.instant(window.first), EpochMillis.instant(window.last), window.repeats);
            journal.record(now, repeats, Map.of()); // no metadata: many requests caused this event
        }
    }
}
