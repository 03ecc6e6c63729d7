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
 * Notifies requests that wait for the next item of the feed. A shutdown notifies them too, because an orderly shutdown
 * waits for each running request.
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

    /**
     * Completes with true at the next item, with false when {@code timeout} expires. Register before reading, or an
     * item in between is missed.
     */
    CompletableFuture<Boolean> next(Duration timeout) {
        long ticket = tickets.incrementAndGet();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        waiting.put(ticket, next);
        if (!running) {
            next.complete(false);
        }
        return next.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((woken, failure) -> waiting.remove(ticket));
    }

    /** Polls for items that another process wrote; one poll serves all waiting requests. */
    @Scheduled(fixedDelay = 250, timeUnit = TimeUnit.MILLISECONDS)
    void poll() {
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

    /** Stops before the web server waits for its running requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
