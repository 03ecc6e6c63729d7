package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Measures lag by the first event that a projection has not applied yet. Every event recorded before it is in the
 * answer.
 */
@Component
@SharedQueryHandler
public class ProjectionLag {
    private final ProcessorPositions positions;
    private final EventPositions events;
    private final Clock clock;

    ProjectionLag(ProcessorPositions positions, EventPositions events, Clock clock) {
        this.positions = positions;
        this.events = events;
        this.clock = clock;
    }

    /** The freshness of one projection; see {@link #of(Set)}. */
    public Freshness of(ProjectionName source) {
        return of(Set.of(source));
    }

    /**
     * The freshness of the stalest source. Call this before the read, so that the answer is at least as fresh as
     * stated.
     */
    public Freshness of(Set<ProjectionName> sources) {
        return ofProcessors(sources.stream().map(ProjectionName::processor).toList());
    }

    Freshness ofProcessor(String processor) {
        return ofProcessors(List.of(processor));
    }

    private Freshness ofProcessors(List<String> processors) {
        ReadModelSchema.Copy copy = ReadModelSchema.copy();
        if (copy != null) {
            return new Freshness(copy.position(), copy.asOf(), 0); // a copy is complete up to its position
        }
        Instant now = clock.instant();
        long position = Collections.min(positions.of(processors).values());
        return events.firstAfter(position)
                .map(missing -> new Freshness(position, missing.at(), lag(missing.at(), now)))
                .orElseGet(() -> new Freshness(position, now, 0));
    }

    /** At least 1 ms: an answer that misses an event never claims to be current. */
    private static long lag(Instant missing, Instant now) {
        return Math.max(1, Duration.between(missing, now).toMillis());
    }
}
