package io.tokenledger.historygenerator;

import io.tokenledger.events.LedgerEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates events and buffers them, a handful at a time, until the consumer polls them. */
final class EventBuffer {
    private final SeededIds ids;
    private final Queue<GeneratedEvent> waiting = new ArrayDeque<>();
    private final Map<Class<? extends LedgerEvent>, Long> counts = new HashMap<>();
    private Consumer<GeneratedEvent> witness = event -> {};
    private long appended;

    EventBuffer(SeededIds ids) {
        this.ids = ids;
    }

    /** Sets the listener that receives each event when it is appended. */
    void setListener(Consumer<GeneratedEvent> witness) {
        this.witness = witness;
    }

    /** Appends the next event of an aggregate. */
    void append(long now, GeneratedAggregate aggregate, LedgerEvent event, Map<String, String> cause) {
        append(new GeneratedEvent(
                EpochMillis.instant(now),
                ids.timeOrdered(now),
                aggregate.type(),
                aggregate.idText(),
                aggregate.nextSequence(),
                event,
                cause));
    }

    /** Appends the first and only event of an aggregate. */
    void begin(long now, String type, String id, LedgerEvent event, Map<String, String> cause) {
        append(new GeneratedEvent(EpochMillis.instant(now), ids.timeOrdered(now), type, id, 0, event, cause));
    }

    /** Appends an event without an aggregate. The event's own id is the id of its stream. */
    void record(long now, LedgerEvent event, Map<String, String> cause) {
        UUID id = ids.timeOrdered(now);
        append(new GeneratedEvent(EpochMillis.instant(now), id, null, id.toString(), 0, event, cause));
    }

    private void append(GeneratedEvent event) {
        waiting.add(event);
        appended++;
        counts.merge(event.event().getClass(), 1L, Long::sum);
        witness.accept(event);
    }

    @Nullable
    GeneratedEvent poll() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long appended() {
        return appended;
    }

    HistorySummary summary() {
        return HistorySummary.of(counts);
    }
}
