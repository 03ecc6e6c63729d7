package io.tokenledger.query.replay;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.freshness.ProcessorPositions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Positions of the live projections as of their last committed batches, so they are correct in every process. */
@Component
class LivePositions {
    private final ProcessorPositions processors;
    private final EventPositions events;

    LivePositions(ProcessorPositions processors, EventPositions events) {
        this.processors = processors;
        this.events = events;
    }

    /** The position of the last event that the live read model has applied; 0 before the first. */
    long of(String projection) {
        return events.lastUpTo(processors.stored(projection))
                .map(EventPositions.Recorded::position)
                .orElse(0L);
    }

    /** The position of the last event. */
    long head() {
        return events.head();
    }

    /** The number of events up to a position, itself included; all events if it is null. */
    long countUpTo(@Nullable Long position) {
        return events.countUpTo(position == null ? head() : position);
    }
}
