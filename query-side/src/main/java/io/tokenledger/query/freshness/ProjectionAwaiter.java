package io.tokenledger.query.freshness;

import io.tokenledger.api.query.AwaitListing;
import io.tokenledger.eventstore.processing.ProgressListener;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Notifies waiting requests when a projection has reached a position. Each request waits for a limited time, so there
 * are few of them. The processors in this process notify them after each transaction. For all other cases, one poll every few milliseconds serves all waiting requests.
 */
@Component
@SharedQueryHandler
public class ProjectionAwaiter implements ProgressListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionAwaiter.class);
    private static final long POLL_INTERVAL_MS = 5;

    private record Waiter(String processor, long position, CompletableFuture<Boolean> reached) {}

    private final ProcessorPositions positions;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean pollIsScheduled = new AtomicBoolean();
    private final Executor later =
            CompletableFuture.delayedExecutor(POLL_INTERVAL_MS, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    ProjectionAwaiter(ProcessorPositions positions) {
        this.positions = positions;
    }

    @QueryHandler
    CompletableFuture<Boolean> handle(AwaitListing query) {
        return reached(query.listing().processor(), query.position(), query.timeout());
    }

    /** Completes with true when the processor reaches the position, with false when {@code timeout} expires. */
    public CompletableFuture<Boolean> reached(String processor, long position, Duration timeout) {
        Waiter waiter = new Waiter(processor, position, new CompletableFuture<>());
        waiters.add(waiter); // register before the check, or a change in between is missed
        CompletableFuture<Boolean> answer = waiter.reached()
                .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((shown, failure) -> waiters.remove(waiter));
        try {
            if (positions.of(List.of(processor)).getOrDefault(processor, 0L) >= position) {
                waiter.reached().complete(true);
            } else {
                schedulePoll();
            }
        } catch (RuntimeException away) {
            waiter.reached().completeExceptionally(away);
        }
        return answer;
    }

    private void schedulePoll() {
        if (!waiters.isEmpty() && pollIsScheduled.compareAndSet(false, true)) {
            later.execute(this::poll);
        }
    }

    private void poll() {
        pollIsScheduled.set(false);
        try {
            positions
                    .of(waiters.stream().map(Waiter::processor).collect(Collectors.toSet()))
                    .forEach((processor, position) -> reached(Set.of(processor), position));
        } catch (RuntimeException away) {
            LOG.debug("The store is unavailable. The positions of projections are read again in the next poll.", away);
        }
        schedulePoll();
    }

    @Override
    public void reached(Set<String> processors, long position) {
        for (Waiter waiter : waiters) {
            if (waiter.position() <= position && processors.contains(waiter.processor())) {
                waiter.reached().complete(true);
            }
        }
    }
}
