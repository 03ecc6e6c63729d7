package io.tokenledger.api.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many operations run at the same time, in total and for each key. A key is an account or a client network;
 * its limit keeps one caller from taking all permits. Waiting requests get permits in order of arrival. A request whose
 * key is at its limit does not block requests of other keys.
 */
public final class Bulkhead {
    private final Limit limit;
    private final RejectionLog log;
    private final Map<Object, Integer> used = new HashMap<>();
    private final Map<Object, Integer> waiting = new HashMap<>();
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private int allUsed;
    private long rejected;

    /**
     * Upper bounds of one bulkhead.
     *
     * @param maxPerKey permits that one key can hold
     * @param maxTotal permits that all keys can hold together
     * @param maxWaiting threads of all keys that can wait for a permit at the same time
     * @param maxWaitingPerKey threads of one key that can wait for a permit at the same time
     */
    public record Limit(int maxPerKey, int maxTotal, int maxWaiting, int maxWaitingPerKey) {
        /** Sets {@code maxWaitingPerKey} to {@code maxPerKey}. */
        public Limit(int maxPerKey, int maxTotal, int maxWaiting) {
            this(maxPerKey, maxTotal, maxWaiting, maxPerKey);
        }

        public Limit {
            if (maxPerKey < 1 || maxTotal < 1 || maxWaiting < 0) {
                throw new IllegalArgumentException(
                        "A bulkhead needs at least one permit: " + maxPerKey + ", " + maxTotal);
            }
        }

        /** A copy with another number of permits for all keys. */
        Limit withMaxTotal(int permits) {
            return new Limit(maxPerKey, permits, maxWaiting, maxWaitingPerKey);
        }
    }

    private record Waiter(Object key, Limit bounds, Object identity) {}

    /** The permission to run one operation. Closing it a second time has no effect. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    Bulkhead(String name, Limit limit) {
        this.limit = limit;
        this.log = new RejectionLog(name);
    }

    /** A permit; null if the key, or all keys together, hold the maximum. Does not wait. */
    public @Nullable Permit tryAcquire(Object key) {
        return tryAcquire(key, limit, Duration.ZERO);
    }

    /** A permit; null if none became free within {@code maxWait}. */
    public @Nullable Permit tryAcquire(Object key, Duration maxWait) {
        return tryAcquire(key, limit, maxWait);
    }

    /**
     * A permit under other limits, such as a higher one for a trusted caller; null if none became free within
     * {@code maxWait}.
     */
    public synchronized @Nullable Permit tryAcquire(Object key, Limit bounds, Duration maxWait) {
        boolean mustWait = isFull(key, bounds) || isBehind(null);
        if (mustWait && !(mayWait(key, bounds) && await(new Waiter(key, bounds, new Object()), maxWait))) {
            rejected++;
            log.rejected(key, rejected);
            return null;
        }
        allUsed++;
        used.merge(key, 1, Integer::sum);
        return new HeldPermit(key);
    }

    /** Permits that the key currently holds. */
    public synchronized int used(Object key) {
        return used.getOrDefault(key, 0);
    }

    synchronized int used() {
        return allUsed;
    }

    synchronized int waiting() {
        return queue.size();
    }

    /** Number of requests without a permit since the start. */
    synchronized long rejected() {
        return rejected;
    }

    private boolean isFull(Object key, Limit bounds) {
        return allUsed >= bounds.maxTotal() || used(key) >= bounds.maxPerKey();
    }

    private boolean mayWait(Object key, Limit bounds) {
        return queue.size() < bounds.maxWaiting() && waiting.getOrDefault(key, 0) < bounds.maxWaitingPerKey();
    }

    /**
     * Whether an earlier request can get a permit now.
     *
     * @param self the waiting request; null for a request that has just arrived
     */
    private boolean isBehind(@Nullable Waiter self) {
        for (Waiter earlier : queue) {
            if (earlier.equals(self)) {
                return false;
            }
            if (!isFull(earlier.key(), earlier.bounds())) {
                return true;
            }
        }
        return false;
    }

    private boolean await(Waiter self, Duration maxWait) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        queue.addLast(self);
        waiting.merge(self.key(), 1, Integer::sum);
        try {
            while (isFull(self.key(), self.bounds()) || isBehind(self)) {
                long remainingMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (remainingMillis <= 0) {
                    return false;
                }
                wait(remainingMillis);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            queue.remove(self);
            decrement(waiting, self.key());
            notifyAll(); // the next request may be able to run, too
        }
    }

    private synchronized void release(Object key) {
        allUsed--;
        decrement(used, key);
        notifyAll();
    }

    private static void decrement(Map<Object, Integer> counts, Object key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    private final class HeldPermit implements Permit {
        private final Object key;
        private boolean released;

        HeldPermit(Object key) {
            this.key = key;
        }

        @Override
        public void close() {
            synchronized (Bulkhead.this) {
                if (!released) {
                    released = true;
                    release(key);
                }
            }
        }
    }
}
