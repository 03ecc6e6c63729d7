package io.tokenledger.histories;

import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventMetadata;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Counts equal uses together as the ledger does by default: the first of 60 s is an event, the repeats are another, with
 * a count, which follows when the window closes; windows are looked at once a second.
 */
final class Windows {
    private static final long WINDOW = Time.MINUTE;

    private final Journal journal;
    private final Map<UseKey, Window> open = new HashMap<>();
    private final Queue<Window> oldestFirst = new ArrayDeque<>();

    private static final class Window {
        final UseKey key;
        final CountedEvent opening;
        final long openedAt;
        boolean closed;
        long repeats;
        long first;
        long last;

        Window(UseKey key, CountedEvent opening, long openedAt) {
            this.key = key;
            this.opening = opening;
            this.openedAt = openedAt;
        }

        boolean isCurrent(long now) {
            return now < openedAt + WINDOW;
        }

        long closesAt() {
            return Time.wholeSecond(openedAt + WINDOW) + Time.SECOND;
        }
    }

    Windows(Journal journal) {
        this.journal = journal;
    }

    void record(long now, UseKey key, String correlationId, Supplier<CountedEvent> first) {
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

    /** When the next window closes; {@link Time#NEVER} where none is open. */
    long next() {
        Window oldest = oldestFirst.peek();
        return oldest == null ? Time.NEVER : oldest.closesAt();
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
            CountedEvent repeats =
                    window.opening.repeated(Time.instant(window.first), Time.instant(window.last), window.repeats);
            journal.record(now, repeats, Map.of()); // many requests caused it
        }
    }
}
