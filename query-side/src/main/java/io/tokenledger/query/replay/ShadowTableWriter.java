package io.tokenledger.query.replay;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.stereotype.Component;

/** Applies events to the tables of a copy. Each batch commits in one transaction together with its position. */
@Component
class ShadowTableWriter {
    private static final int POLL_TIMEOUT_MS = 200;

    private final Map<String, AnnotationEventHandlerAdapter> handlers;
    private final EventStore events;
    private final EventPositions positions;
    private final TransactionManager transactions;
    private final ReplayRepository replays;

    ShadowTableWriter(
            List<Projection> projections,
            ParameterResolverFactory parameters,
            EventStore events,
            EventPositions positions,
            TransactionManager transactions,
            ReplayRepository replays) {
        this.handlers = projections.stream()
                .collect(Collectors.toMap(
                        Projection::name, projection -> new AnnotationEventHandlerAdapter(projection, parameters)));
        this.events = events;
        this.positions = positions;
        this.transactions = transactions;
        this.replays = replays;
    }

    /** Opens the events after this position. The caller closes the stream. */
    BlockingStream<TrackedEventMessage<?>> open(long position) {
        return events.openStream(positions.tokenAt(position));
    }

    /** Applies the next events up to a position, at most 1,000; returns their number. */
    int applyBatch(Replay replay, BlockingStream<TrackedEventMessage<?>> stream, long until) throws Exception {
        List<TrackedEventMessage<?>> batch = next(stream, until);
        if (!batch.isEmpty()) {
            ReadModelSchema.of(replay.copy(), () -> write(replay, batch));
        }
        return batch.size();
    }

    /**
     * Collects available events, and waits 200 ms for more: a remote store sends them more slowly than they are read
     * here.
     */
    private static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> stream, long until)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        while (batch.size() < QueryLimits.MAX_REPLAY_BATCH
                && (batch.isEmpty() || position(batch.getLast()) < until)
                && stream.hasNextAvailable(POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                && stream.peek().filter(event -> position(event) <= until).isPresent()) {
            batch.add(stream.nextAvailable());
        }
        return batch;
    }

    private boolean write(Replay replay, List<TrackedEventMessage<?>> batch) throws Exception {
        List<AnnotationEventHandlerAdapter> wanted = replay.projections().stream()
                .map(name -> Objects.requireNonNull(handlers.get(name), name))
                .toList();
        TrackedEventMessage<?> last = batch.getLast();
        BatchingUnitOfWork<TrackedEventMessage<?>> unitOfWork = new BatchingUnitOfWork<>(batch);
        unitOfWork.attachTransaction(transactions);
        unitOfWork.onPrepareCommit(ending ->
                replays.advance(replay.id(), replay.position(), position(last), last.getTimestamp(), batch.size()));
        ResultMessage<?> result = unitOfWork.executeWithResult(
                () -> {
                    TrackedEventMessage<?> event = unitOfWork.getMessage();
                    for (AnnotationEventHandlerAdapter handler : wanted) {
                        if (handler.canHandle(event)) {
                            handler.handle(event);
                        }
                    }
                    return null;
                },
                RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw new IllegalStateException(
                    "between positions " + position(batch.getFirst()) + " and " + position(last),
                    result.exceptionResult());
        }
        return true;
    }

    static long position(TrackedEventMessage<?> event) {
        return EventPositions.of(event.trackingToken());
    }
}
