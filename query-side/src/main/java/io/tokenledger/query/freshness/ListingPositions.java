package io.tokenledger.query.freshness;

import io.tokenledger.access.listing.AwaitListing;
import io.tokenledger.access.listing.Listing;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells writes that wait for it that a listing shows them now. Those that wait are requests, each with its patience, so
 * they are few.
 */
@Component
class ListingPositions {
    private static final Set<String> PROCESSORS = Stream.concat(
                    Stream.of(FreshnessGauge.HISTORY),
                    Arrays.stream(Listing.values()).map(Listing::processor))
            .collect(Collectors.toUnmodifiableSet());

    private record Waiter(String processor, long position, CompletableFuture<Boolean> shown) {}

    private final FreshnessGauge freshness;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    ListingPositions(FreshnessGauge freshness) {
        this.freshness = freshness;
    }

    @QueryHandler
    CompletableFuture<Boolean> handle(AwaitListing question) {
        return shown(question.listing().processor(), question.position(), question.patience());
    }

    /** True as soon as the processor has come to the position, false once the patience is over. */
    CompletableFuture<Boolean> shown(String processor, long position, Duration patience) {
        Waiter waiter = new Waiter(processor, position, new CompletableFuture<>());
        waiters.add(waiter); // before the look, or what comes in between is missed
        if (freshness.positionOf(processor) >= position) {
            waiter.shown().complete(true);
        }
        return waiter.shown()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((shown, failure) -> waiters.remove(waiter));
    }

    static boolean tracks(String processor) {
        return PROCESSORS.contains(processor);
    }

    /** Goes around each handling of an event by the processor of a listing. */
    @Nullable
    Object around(String processor, UnitOfWork<?> unitOfWork, InterceptorChain chain) throws Exception {
        if (unitOfWork.getMessage() instanceof TrackedEventMessage<?> event
                && event.trackingToken().position().isPresent()) {
            long position = event.trackingToken().position().getAsLong();
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
