package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final DroppedUses dropped;
    private final Clock clock;

    ProjectionLag(ProcessorPositions positions, EventPositions events, DroppedUses dropped, Clock clock) {
        this.positions = positions;
        this.events = events;
        this.dropped = dropped;
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

    /** The freshness of each processor. Most of them have the same position, which is looked up once. */
    Map<String, Freshness> ofEach(Collection<String> processors) {
        Instant now = clock.instant();
        Map<Long, Freshness> found = new HashMap<>();
        Map<String, Freshness> freshness = new HashMap<>();
        positions
                .of(processors)
                .forEach((processor, position) ->
                        freshness.put(processor, found.computeIfAbsent(position, key -> at(key, now))));
        return freshness;
    }

    private Freshness ofProcessors(List<String> processors) {
        ReadModelSchema.Copy copy = ReadModelSchema.copy();
        if (copy != null) {
            return new Freshness(
                    copy.position(), copy.asOf(), 0, dropped.before()); // a copy is complete up to its position
        }
        Instant now = clock.instant();
        return at(Collections.min(positions.of(processors).values()), now);
    }

    private Freshness at(long position, Instant now) {
        Instant before = dropped.before();
        return events.firstAfter(position)
                .map(missing -> new Freshness(position, missing.at(), lag(missing.at(), now), before))
                .orElseGet(() -> new Freshness(position, now, 0, before));
    }

    /** At least 1 ms: an answer that misses an event never claims to be current. */
    private static long lag(Instant missing, Instant now) {
        return Math.max(1, Duration.between(missing, now).toMillis());
    }
}
