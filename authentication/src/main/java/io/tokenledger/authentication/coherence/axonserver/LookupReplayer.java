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
 * Takes events into the look-ups where they are appended elsewhere. The process that appends an event commits its tables
 * right after; an event that is seen before that waits here for its rows, and one whose process ended in between is made up
 * for. So what has been learned is in the tables, whoever wrote it, and a new process begins where any has been.
 */
public final class LookupReplayer implements FollowerListener {
    private static final Logger LOG = LoggerFactory.getLogger(LookupReplayer.class);
    private static final long KEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** In events. To take in more than these takes longer than to read anew what was known by heart. */
    private static final long FAR = 500;

    private final List<AnnotationEventHandlerAdapter> lookUps;
    private final CacheInvalidator forgetting;
    private final TransactionManager transactions;
    private final EventPositions positions;
    private final LostEventDetector lostEvents;
    private final JdbcClient jdbc;
    private long unknownFrom = Long.MAX_VALUE;
    private long kept;
    private long keptAt;

    public LookupReplayer(
            List<LookupProjection> lookUps,
            ParameterResolverFactory parameters,
            CacheInvalidator forgetting,
            TransactionManager transactions,
            EventPositions positions,
            LostEventDetector lostEvents,
            JdbcClient jdbc) {
        this.lookUps = lookUps.stream()
                .map(lookUp -> new AnnotationEventHandlerAdapter(lookUp, parameters))
                .toList();
        this.forgetting = forgetting;
        this.transactions = transactions;
        this.positions = positions;
        this.lostEvents = lostEvents;
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable TrackingToken begin() {
        return beginAt(known(0));
    }

    /**
     * What others have taken into the tables meanwhile is not taken in once more, event by event, if it is much; and what the
     * tables have lost since this process kept its position is.
     */
    @Override
    public @Nullable TrackingToken resume(@Nullable TrackingToken seen) {
        long position = EventPositions.of(seen);
        long known = known(position);
        return known - position > FAR || known < kept ? beginAt(known) : seen;
    }

    private @Nullable TrackingToken beginAt(long known) {
        kept = known;
        if (unknownFrom <= known) {
            unknownFrom = Long.MAX_VALUE; // somebody knew them
        }
        forgetting.invalidateAll();
        return positions.tokenAt(known);
    }

    /** Up to where all is in the tables. */
    private long known(long seen) {
        long known = jdbc.sql("SELECT coalesce(max(position), 0) FROM command_side.look_up_position")
                .query(Long.class)
                .single();
        lostEvents.requireNone(Math.max(known, seen));
        return known;
    }

    @Override
    public void learn(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> && event.getPayload() instanceof UnknownEvent) {
            // Whoever wrote it has to take it in; a newer build that starts begins before it.
            unknownFrom = Math.min(unknownFrom, EventPositions.of(event.trackingToken()));
        } else if (isOfALookUp(event)) {
            try {
                apply(event, false);
            } catch (ProblemException clash) {
                LOG.warn(
                        "{} was appended by a process that ended before its tables were written, and clashes now: {}",
                        event.getPayloadType().getSimpleName(),
                        clash.getMessage());
                apply(event, true);
            }
        }
        forgetting.learn(event);
    }

    /** Uses and reads are events of no aggregate, and most of all. */
    private static boolean isOfALookUp(TrackedEventMessage<?> event) {
        return event instanceof DomainEventMessage<?> change && AggregateTypes.ALL.contains(change.getType());
    }

    private void apply(TrackedEventMessage<?> event, boolean clashing) {
        DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(event);
        ApplyMode.replay(unitOfWork, clashing);
        unitOfWork.attachTransaction(transactions);
        unitOfWork
                .executeWithResult(() -> {
                    for (AnnotationEventHandlerAdapter lookUp : lookUps) {
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
                : new ExecutionException("An event could not be taken into the look-ups", failure);
    }

    @Override
    public void learned(long learned) {
        long position = Math.min(learned, unknownFrom - 1);
        long now = System.nanoTime();
        if (position > kept && now - keptAt > KEEP_EVERY_NANOS) {
            jdbc.sql("""
                            INSERT INTO command_side.look_up_position AS known (position) VALUES (?)
                            ON CONFLICT (only_row) DO UPDATE SET position = greatest(known.position, excluded.position)""").param(position).update();
            kept = position;
            keptAt = now;
            lostEvents.forgetOldAppends();
        }
    }
}
