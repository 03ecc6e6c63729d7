package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Detects projections that an event stops, and logs each such event once, however often it is retried. */
@Component
class ProjectionFailureMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFailureMonitor.class);
    /** Lag in milliseconds above which a projection that makes no progress is checked for a failure. */
    private static final long LATE_MS = 2_000;

    private final EventStore events;
    private final EventPositions positions;
    private final Map<String, Long> failedAt = new ConcurrentHashMap<>();
    private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

    ProjectionFailureMonitor(EventStore events, EventPositions positions) {
        this.events = events;
        this.positions = positions;
    }

    /** The failure that stops a projection, and the position of the event that it cannot apply. */
    record Alarm(long position, String problem) {}

    /** The failure of a projection; null while there is none. */
    @Nullable
    Alarm of(String projection) {
        return alarms.get(projection);
    }

    /** Intercepts each event, because only here the failing event of a batch is known. */
    @Nullable
    Object intercept(String projection, UnitOfWork<?> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (Exception failure) {
            if (unitOfWork.getMessage() instanceof TrackedEventMessage<?> event) {
                failedAt.put(projection, EventPositions.of(event.trackingToken()));
            }
            throw failure;
        }
    }

    /** Checks whether the projection makes progress, and if not, why. */
    void check(StreamingEventProcessor processor, Freshness freshness) {
        String projection = processor.getName();
        Long before = seenAt.put(projection, freshness.position());
        boolean moves = before == null || before != freshness.position() || freshness.lagMs() < LATE_MS;
        Alarm alarm = moves ? null : reason(processor, freshness.position());
        if (alarm == null) {
            if (alarms.remove(projection) != null) {
                LOG.info("Projection {}: its failure is no longer observed here.", projection);
            }
        } else if (!alarm.equals(alarms.put(projection, alarm))) {
            LOG.error(
                    "Projection {} cannot apply the event at position {}. Its answers are out of date until this event is"
                            + " applied. The event is retried automatically; no event is skipped. Cause: {}",
                    projection,
                    alarm.position(),
                    alarm.problem());
        }
    }

    private @Nullable Alarm reason(StreamingEventProcessor processor, long position) {
        Throwable error = processor.processingStatus().values().stream()
                .filter(EventTrackerStatus::isErrorState)
                .map(EventTrackerStatus::getError)
                .findFirst()
                .orElseGet(() -> unreadable(position));
        if (error == null) {
            return null;
        }
        long failing = Math.max(
                failedAt.getOrDefault(processor.getName(), 0L),
                positions
                        .firstAfter(position)
                        .map(EventPositions.Recorded::position)
                        .orElse(0L));
        return new Alarm(failing, describe(error));
    }

    /** Reads the next event: one that cannot be deserialized stops a processor before any handler sees it. */
    private @Nullable Throwable unreadable(long position) {
        try (BlockingStream<TrackedEventMessage<?>> next = events.openStream(positions.tokenAt(position))) {
            if (next.hasNextAvailable(1, TimeUnit.SECONDS)) {
                next.nextAvailable().getPayload();
            }
            return null;
        } catch (RuntimeException failure) {
            return failure;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Describes the root cause only; the outer exceptions are consequences of it. */
    private static String describe(Throwable chain) {
        Throwable failure = NestedExceptionUtils.getMostSpecificCause(chain);
        String message = failure.getMessage();
        return failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
