package io.tokenledger.historygenerator;

import io.tokenledger.events.LedgerEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of what happened, and holds them until they are asked for: a handful at a time. */
final class EventBuffer {
    private final SeededIds ids;
    private final Queue<GeneratedEvent> waiting = new ArrayDeque<>();
    private final Map<Class<? extends LedgerEvent>, Long> counts = new HashMap<>();
    private Consumer<GeneratedEvent> witness = event -> {};
    private long appended;

    EventBuffer(SeededIds ids) {
        this.ids = ids;
    }

    /** Somebody who is told of each event as it happens. */
    void tell(Consumer<GeneratedEvent> witness) {
        this.witness = witness;
    }

    /** The next event in the stream of an aggregate. */
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

    /** The first event of an aggregate that has no other. */
    void begin(long now, String type, String id, LedgerEvent event, Map<String, String> cause) {
        append(new GeneratedEvent(EpochMillis.instant(now), ids.timeOrdered(now), type, id, 0, event, cause));
    }

    /** An event of no aggregate: it bears the name of a stream of its own. */
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
