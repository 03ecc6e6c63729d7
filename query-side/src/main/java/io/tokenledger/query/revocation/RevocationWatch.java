package io.tokenledger.query.revocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wakes those who wait for the next item of the feed. They are woken when the ledger stops, too: an orderly stop lets
 * requests finish, and would otherwise wait for each of them.
 */
@Component
class RevocationWatch implements SmartLifecycle {

    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentMap<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private volatile long seen;
    private volatile boolean running;

    RevocationWatch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Completed by the next item, or once the patience is over. Register before looking, or miss it. */
    CompletableFuture<Boolean> next(Duration patience) {
        long ticket = tickets.incrementAndGet();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        waiting.put(ticket, next);
        if (!running) {
            next.complete(false);
        }
        return next.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((woken, failure) -> waiting.remove(ticket));
    }

    /** What another process writes wakes nobody here: one look serves all who wait. */
    @Scheduled(fixedDelay = 250, timeUnit = TimeUnit.MILLISECONDS)
    void look() {
        if (waiting.isEmpty()) {
            return;
        }
        long newest = jdbc.sql("SELECT coalesce(max(position), 0) FROM revocation_v1")
                .query(Long.class)
                .single();
        if (newest > seen) {
            seen = newest;
            wake();
        }
    }

    void wake() {
        waiting.values().forEach(next -> next.complete(true));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server begins to wait for its requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
