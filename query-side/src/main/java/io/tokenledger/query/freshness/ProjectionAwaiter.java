package io.tokenledger.query.freshness;

import io.tokenledger.api.query.AwaitListing;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells writes that wait for it that a listing shows them now. Those that wait are requests, each with its patience, so
 * they are few. A processor of this process tells with each batch in which it handles something; for the rest, and for
 * processors elsewhere, one look every few milliseconds serves all who wait.
 */
@Component
@SharedQueryHandler
public class ProjectionAwaiter {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionAwaiter.class);
    private static final long LOOK_EVERY_MS = 5;
    private static final Set<String> PROCESSORS = Stream.concat(
                    Stream.of(ProjectionName.HISTORY.processor()),
                    Arrays.stream(ListingName.values()).map(ListingName::processor))
            .collect(Collectors.toUnmodifiableSet());

    private record Waiter(String processor, long position, CompletableFuture<Boolean> shown) {}

    private final ProcessorPositions positions;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private final Executor later =
            CompletableFuture.delayedExecutor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    ProjectionAwaiter(ProcessorPositions positions) {
        this.positions = positions;
    }

    @QueryHandler
    CompletableFuture<Boolean> handle(AwaitListing question) {
        return shown(question.listing().processor(), question.position(), question.patience());
    }

    /** True as soon as the processor has come to the position, false once the patience is over. */
    public CompletableFuture<Boolean> shown(String processor, long position, Duration patience) {
        Waiter waiter = new Waiter(processor, position, new CompletableFuture<>());
        waiters.add(waiter); // before the look, or what comes in between is missed
        CompletableFuture<Boolean> answer = waiter.shown()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((shown, failure) -> waiters.remove(waiter));
        try {
            if (positions.of(List.of(processor)).getOrDefault(processor, 0L) >= position) {
                waiter.shown().complete(true);
            } else {
                lookLater();
            }
        } catch (RuntimeException away) {
            waiter.shown().completeExceptionally(away);
        }
        return answer;
    }

    private void lookLater() {
        if (!waiters.isEmpty() && lookIsDue.compareAndSet(false, true)) {
            later.execute(this::look);
        }
    }

    private void look() {
        lookIsDue.set(false);
        try {
            positions
                    .of(waiters.stream().map(Waiter::processor).collect(Collectors.toSet()))
                    .forEach(this::shown);
        } catch (RuntimeException away) {
            LOG.debug("The store is away", away);
        }
        lookLater();
    }

    static boolean tracks(String processor) {
        return PROCESSORS.contains(processor);
    }

    /**
     * Goes around each handling of an event by the processor of a listing. One part of a processor that is split says
     * nothing: another part may be behind it.
     */
    @Nullable
    Object around(String processor, UnitOfWork<?> unitOfWork, InterceptorChain chain) throws Exception {
        if (unitOfWork.getMessage() instanceof TrackedEventMessage<?> event && positions.isWholeHere(processor)) {
            long position = EventPositions.of(event.trackingToken());
            unitOfWork.afterCommit(done -> shown(processor, position));
        }
        return chain.proceed();
    }

    private void shown(String processor, long position) {
        for (Waiter waiter : waiters) {
            if (waiter.processor().equals(processor) && waiter.position() <= position) {
                waiter.shown().complete(true);
            }
        }
    }
}
