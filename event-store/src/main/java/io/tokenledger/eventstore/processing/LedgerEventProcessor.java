package io.tokenledger.eventstore.processing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * An event processor of the ledger, as Axon knows it by its name: it can be started, stopped, set back, and asked for its
 * status.
 *
 * <p>One process at a time runs a processor: the one that has claimed its token. It has one segment, which keeps all events
 * in order, and cannot be split.
 */
public final class LedgerEventProcessor implements StreamingEventProcessor, Lifecycle {
    /** The segment of each processor. */
    public static final int SEGMENT = ProcessorTokens.SEGMENT;

    private final ProcessorWorker worker;
    private final EventHandlerInvoker invoker;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final ProcessorTokens tokens;

    LedgerEventProcessor(
            String name,
            EventHandlerInvoker invoker,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            ProcessorTokens tokens,
            EventTransaction transaction,
            SharedReader reader) {
        this.worker = new ProcessorWorker(name, new ProcessorHandlers(invoker), events, tokens, transaction, reader);
        this.invoker = invoker;
        this.events = events;
        this.tokens = tokens;
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
        lifecycle.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutdownAsync);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void shutDown() {
        worker.stop();
    }

    @Override
    public CompletableFuture<Void> shutdownAsync() {
        return CompletableFuture.runAsync(this::shutDown, Thread::startVirtualThread);
    }

    @Override
    public String getName() {
        return worker.name();
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super EventMessage<?>> interceptor) {
        return worker.handlers().register(interceptor);
    }

    @Override
    public List<MessageHandlerInterceptor<? super EventMessage<?>>> getHandlerInterceptors() {
        return worker.handlers().interceptors();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }

    /** False: after a failure, the processor retries by itself. */
    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public Map<Integer, EventTrackerStatus> processingStatus() {
        ProcessorStatus status = worker.status();
        return status == null ? Map.of() : Map.of(SEGMENT, status);
    }

    long position() {
        return worker.position();
    }

    @Override
    public String getTokenStoreIdentifier() {
        return tokens.storeIdentifier();
    }

    @Override
    public int maxCapacity() {
        return 1;
    }

    @Override
    public void releaseSegment(int segmentId) {
        releaseSegment(segmentId, ProcessorWorker.CLAIM_INTERVAL.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void releaseSegment(int segmentId, long releaseDuration, TimeUnit unit) {
        if (segmentId == SEGMENT) {
            worker.releaseFor(Duration.ofNanos(unit.toNanos(releaseDuration)));
        }
    }

    /** Looks at once whether the claim is available. */
    @Override
    public CompletableFuture<Boolean> claimSegment(int segmentId) {
        worker.claimNow();
        return CompletableFuture.completedFuture(segmentId == SEGMENT && worker.status() != null);
    }

    @Override
    public CompletableFuture<Boolean> splitSegment(int segmentId) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Boolean> mergeSegment(int segmentId) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public boolean supportsReset() {
        return invoker.supportsReset();
    }

    @Override
    public void resetTokens() {
        resetTokens(events.createTailToken(), null);
    }

    @Override
    public <R> void resetTokens(@Nullable R resetContext) {
        resetTokens(events.createTailToken(), resetContext);
    }

    @Override
    public void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> initialTrackingTokenSupplier) {
        resetTokens(initialTrackingTokenSupplier.apply(events), null);
    }

    @Override
    public <R> void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> initialTrackingTokenSupplier,
            @Nullable R resetContext) {
        resetTokens(initialTrackingTokenSupplier.apply(events), resetContext);
    }

    /** Sets the position. The handlers of the ledger may get an event again, so they are not told that they do. */
    @Override
    public <R> void resetTokens(@Nullable TrackingToken startPosition, @Nullable R resetContext) {
        if (isRunning()) {
            throw new IllegalStateException("Event processor " + getName() + " must be stopped before it is set back");
        }
        tokens.set(getName(), startPosition, () -> invoker.performReset(resetContext));
    }
}
