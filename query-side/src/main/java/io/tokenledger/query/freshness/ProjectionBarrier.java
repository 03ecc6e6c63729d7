package io.tokenledger.query.freshness;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Delays an answer until all projections that it is made from have reached a position. Otherwise, an answer from
 * several sources looks complete although one of them is behind.
 */
@Component
@SharedQueryHandler
public class ProjectionBarrier {
    private static final long RETRY_SECONDS = 1;

    private final ProjectionAwaiter awaiter;
    private final ProcessorPositions positions;
    private final ProjectionLag lag;
    private final EventPositions events;
    private final DroppedUses dropped;
    private final Clock clock;
    private final Duration maxWait;

    ProjectionBarrier(
            ProjectionAwaiter awaiter,
            ProcessorPositions positions,
            ProjectionLag lag,
            EventPositions events,
            DroppedUses dropped,
            Clock clock,
            ReadProperties settings) {
        this.awaiter = awaiter;
        this.positions = positions;
        this.lag = lag;
        this.events = events;
        this.dropped = dropped;
        this.clock = clock;
        this.maxWait = settings.longestWait();
    }

    /** Waits until the sources have applied all events recorded so far, by default for at most two seconds. */
    public Freshness requireCurrent(Set<ProjectionName> sources) {
        if (!ReadModelSchema.areLive()) {
            return lag.of(sources); // a copy is complete up to its position
        }
        Instant now = clock.instant();
        long head = events.head();
        require(head, sources);
        return new Freshness(head, now, 0, dropped.beforeNow());
    }

    /** The freshness of an answer from one snapshot. Call it in the snapshot, so that the answer says which uses it lacks. */
    public Freshness inSnapshot(Freshness current) {
        return new Freshness(current.position(), current.asOf(), current.lagMs(), dropped.beforeNow());
    }

    /**
     * Waits until the sources have applied the event at this position. If the wait times out, throws a 503 problem that
     * names the sources that are behind.
     */
    public void require(long position, Set<ProjectionName> sources) {
        require(position, sources, maxWait);
    }

    /**
     * The same, for sources that may need longer than for other events.
     *
     * @param maxWait maximum wait; less if the request has less time left
     */
    public void require(long position, Set<ProjectionName> sources, Duration maxWait) {
        Duration wait = RequestDeadline.remaining(maxWait);
        Map<String, CompletableFuture<Boolean>> reached = behind(position, sources).stream()
                .collect(Collectors.toMap(name -> name, name -> awaiter.reached(name, position, wait)));
        List<String> behind = reached.entrySet().stream()
                .filter(source -> !join(source.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!behind.isEmpty()) {
            throw ProblemCode.READ_MODEL_BEHIND.retryAfter(
                    RETRY_SECONDS,
                    "The answer would be incomplete: the projections " + String.join(", ", behind)
                            + " have not applied all events up to position " + position + " yet.");
        }
    }

    /**
     * The freshness of an answer. An answer about the past is complete, or it is rejected.
     *
     * @param live sources of an answer about the present
     * @param past sources of an answer about a position of the past
     */
    public Freshness at(AsOf asOf, Set<ProjectionName> live, Set<ProjectionName> past) {
        Long position = asOf.position();
        if (position == null) {
            return lag.of(live);
        }
        require(position, past);
        return new Freshness(position, asOf.at(), 0, dropped.before());
    }

    /**
     * Reads one object. If there is none, waits for the sources and reads again. So an object that was recorded before
     * the request is never answered with "not found".
     */
    public <T> Optional<T> find(Set<ProjectionName> sources, Supplier<Optional<T>> read) {
        Optional<T> found = read.get();
        if (found.isPresent() || !ReadModelSchema.areLive()) {
            return found;
        }
        requireCurrent(sources);
        return read.get();
    }

    private List<String> behind(long position, Set<ProjectionName> sources) {
        ReadModelSchema.Copy copy = ReadModelSchema.copy();
        List<String> names =
                sources.stream().map(ProjectionName::processor).sorted().toList();
        Map<String, Long> reached = copy == null
                ? positions.of(names)
                : names.stream().collect(Collectors.toMap(n -> n, n -> copy.position()));
        return names.stream()
                .filter(name -> reached.getOrDefault(name, 0L) < position)
                .toList();
    }

    private static boolean join(CompletableFuture<Boolean> reached) {
        try {
            return reached.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
