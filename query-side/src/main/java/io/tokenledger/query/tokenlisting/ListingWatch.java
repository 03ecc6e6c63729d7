package io.tokenledger.query.tokenlisting;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Tells those who wait for a change that the listing shows it now. Its waiters are requests, so they are bounded by the
 * web server's connections.
 */
@Component
class ListingWatch {
    private record Waiter(UUID tokenId, long version, CompletableFuture<Boolean> shown) {}

    private final ConcurrentMap<Waiter, Boolean> waiters = new ConcurrentHashMap<>();

    /** True once the version is shown, false when the patience is over. Register before looking, or miss it. */
    CompletableFuture<Boolean> watch(UUID tokenId, long version, Duration patience) {
        Waiter waiter = new Waiter(tokenId, version, new CompletableFuture<>());
        waiters.put(waiter, true);
        return waiter.shown()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((shown, failure) -> waiters.remove(waiter));
    }

    void shown(UUID tokenId, long version) {
        for (Waiter waiter : waiters.keySet()) {
            if (waiter.tokenId().equals(tokenId) && waiter.version() <= version) {
                waiter.shown().complete(true);
            }
        }
    }
}
