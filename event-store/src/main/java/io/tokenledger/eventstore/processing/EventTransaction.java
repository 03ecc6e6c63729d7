package io.tokenledger.eventstore.processing;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Applies a batch of events with the handlers of some processors, in one transaction with their tokens. */
final class EventTransaction {
    private final ProcessorTokens tokens;
    private final TransactionManager transactions;
    private final ProgressListener progress;

    EventTransaction(ProcessorTokens tokens, TransactionManager transactions, ProgressListener progress) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.progress = progress;
    }

    /** Reads the events that are available now, at most 500; if there are none, waits for the first. */
    static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> stream, Duration wait)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        if (!stream.hasNextAvailable(Math.toIntExact(wait.toMillis()), TimeUnit.MILLISECONDS)) {
            return batch;
        }
        while (batch.size() < StoreLimits.MAX_EVENTS_PER_TRANSACTION
                && stream.peek().isPresent()) {
            batch.add(stream.nextAvailable());
        }
        TrackingToken last = batch.getLast().trackingToken();
        while (stream.peek().filter(event -> last.equals(event.trackingToken())).isPresent()) {
            batch.add(stream.nextAvailable()); // an upcaster made several events of one
        }
        return batch;
    }

    /**
     * Applies the events, and stores the tokens before them. So it fails at once if a claim is lost, and no other
     * process can claim the processors until it ends.
     *
     * @param lockTimeout maximum wait of a statement for a lock; zero for no limit
     */
    void apply(List<ProcessorWorker> processors, List<TrackedEventMessage<?>> events, Duration lockTimeout)
            throws Exception {
        TrackingToken last = events.getLast().trackingToken();
        Set<String> names = processors.stream().map(ProcessorWorker::name).collect(Collectors.toUnmodifiableSet());
        BatchingUnitOfWork<TrackedEventMessage<?>> unitOfWork = new BatchingUnitOfWork<>(events);
        unitOfWork.attachTransaction(transactions);
        ResultMessage<?> result = unitOfWork.executeWithResult(
                () -> {
                    if (unitOfWork.isFirstMessage()) {
                        tokens.store(names, last, lockTimeout);
                    }
                    for (ProcessorWorker processor : processors) {
                        handle(processor, unitOfWork);
                    }
                    return null;
                },
                RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof Exception failure
                    ? failure
                    : new IllegalStateException(result.exceptionResult());
        }
        processors.forEach(processor -> processor.advanceTo(last));
        progress.reached(names, EventPositions.of(last));
    }

    /** Handles the current event of the unit of work, unless the processor has applied it before or has no handler. */
    private static void handle(ProcessorWorker processor, UnitOfWork<TrackedEventMessage<?>> unitOfWork)
            throws Exception {
        TrackedEventMessage<?> event = unitOfWork.getMessage();
        if (processor.handlers().canHandle(event) && EventPositions.of(event.trackingToken()) > processor.position()) {
            processor.handlers().handle(unitOfWork);
        }
    }
}
