package io.tokenledger.query.revocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Wakes those who wait for the next item of the feed. */
@Component
class RevocationWatch {
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentMap<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();

    /** Completed by the next item, or once the patience is over. Register before looking, or miss it. */
    CompletableFuture<Boolean> next(Duration patience) {
        long ticket = tickets.incrementAndGet();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        waiting.put(ticket, next);
        return next.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((woken, failure) -> waiting.remove(ticket));
    }

    void wake() {
        waiting.values().forEach(next -> next.complete(true));
    }
}
