package io.tokenledger.authentication.coherence.axonserver;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.CacheInvalidator;
import io.tokenledger.authentication.coherence.FollowerListener;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.axonserver.LostEventDetector;
import io.tokenledger.eventstore.serialization.UnknownEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.ExecutionException;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Applies events of other processes to the lookup tables. With Axon Server, a process commits its tables right after it
 * appends an event. If this thread reads the event before that commit, it waits for the locks on the rows. If the other
 * process has ended before its commit, this thread writes the rows.
 *
 * <p>So the tables contain every event up to the handled position, and a new process begins at the highest stored
 * position.
 */
public final class LookupReplayer implements FollowerListener {
    private static final Logger LOG = LoggerFactory.getLogger(LookupReplayer.class);
    private static final long STORE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Number of events. Above it, loading the caches again is faster than applying each event. */
    private static final long MAX_EVENTS_TO_REPLAY = 500;

    private final List<AnnotationEventHandlerAdapter> projections;
    private final CacheInvalidator cacheInvalidator;
    private final TransactionManager transactions;
    private final EventPositions positions;
    private final LostEventDetector lostEvents;
    private final JdbcClient jdbc;
    private long firstUnknownPosition = Long.MAX_VALUE;
    private long storedPosition;
    private long storedAtNanos;

    public LookupReplayer(
            List<LookupProjection> lookUps,
            ParameterResolverFactory parameters,
            CacheInvalidator cacheInvalidator,
            TransactionManager transactions,
            EventPositions positions,
            LostEventDetector lostEvents,
            JdbcClient jdbc) {
        this.projections = lookUps.stream()
                .map(lookUp -> new AnnotationEventHandlerAdapter(lookUp, parameters))
                .toList();
        this.cacheInvalidator = cacheInvalidator;
        this.transactions = transactions;
        this.positions = positions;
        this.lostEvents = lostEvents;
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable TrackingToken begin() {
        return beginAt(readPosition(0));
    }

    /**
     * If other processes have applied many events meanwhile, this process skips those events and invalidates its
     * caches. If the tables have lost events since this process stored its position, it replays them.
     */
    @Override
    public @Nullable TrackingToken resume(@Nullable TrackingToken seen) {
        long position = EventPositions.of(seen);
        long known = readPosition(position);
        return known - position > MAX_EVENTS_TO_REPLAY || known < storedPosition ? beginAt(known) : seen;
    }

    private @Nullable TrackingToken beginAt(long known) {
        storedPosition = known;
        if (firstUnknownPosition <= known) {
            firstUnknownPosition = Long.MAX_VALUE; // another process has applied them
        }
        cacheInvalidator.invalidateAll();
        return positions.tokenAt(known);
    }

    /** Returns the position up to which the tables contain all events. Requires first that no event is lost. */
    private long readPosition(long seen) {
        long known = jdbc.sql("SELECT coalesce(max(position), 0) FROM command_side.look_up_position")
                .query(Long.class)
                .single();
        lostEvents.requireNone(Math.max(known, seen));
        return known;
    }

    @Override
    public void onEvent(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> && event.getPayload() instanceof UnknownEvent) {
            // The process that appended it applies it. The stored position stays before it, so a newer build replays
            // it.
            firstUnknownPosition = Math.min(firstUnknownPosition, EventPositions.of(event.trackingToken()));
        } else if (concernsLookups(event)) {
            try {
                apply(event, false);
            } catch (ProblemException clash) {
                LOG.warn(
                        "Lookup replay: event {} at position {} conflicts with an earlier one: {} The process that appended"
                                + " the event ended before it wrote the lookup tables. The event is applied, and its object"
                                + " can be found by its id only.",
                        event.getPayloadType().getSimpleName(),
                        EventPositions.of(event.trackingToken()),
                        clash.problem().code().wire());
                apply(event, true);
            }
        }
        cacheInvalidator.onEvent(event);
    }

    /**
     * Skips uses and audit reads. They belong to no aggregate of the lookup tables, and most events are of these kinds.
     */
    private static boolean concernsLookups(TrackedEventMessage<?> event) {
        return event instanceof DomainEventMessage<?> change && AggregateTypes.ALL.contains(change.getType());
    }

    private void apply(TrackedEventMessage<?> event, boolean clashing) {
        DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(event);
        ApplyMode.replay(unitOfWork, clashing);
        unitOfWork.attachTransaction(transactions);
        unitOfWork
                .executeWithResult(() -> {
                    for (AnnotationEventHandlerAdapter lookUp : projections) {
                        lookUp.handle(event);
                    }
                    return true;
                })
                .optionalExceptionResult()
                .ifPresent(LookupReplayer::fail);
    }

    private static void fail(Throwable failure) {
        throw failure instanceof RuntimeException known
                ? known
                : new ExecutionException("An event could not be applied to the lookup tables", failure);
    }

    @Override
    public void onPosition(long learned) {
        long position = Math.min(learned, firstUnknownPosition - 1);
        long now = System.nanoTime();
        if (position > storedPosition && now - storedAtNanos > STORE_INTERVAL_NANOS) {
            jdbc.sql("""
                            INSERT INTO command_side.look_up_position AS known (position) VALUES (?)
                            ON CONFLICT (only_row) DO UPDATE SET position = greatest(known.position, excluded.position)""").param(position).update();
            storedPosition = position;
            storedAtNanos = now;
            lostEvents.deleteOldAppends();
        }
    }
}
