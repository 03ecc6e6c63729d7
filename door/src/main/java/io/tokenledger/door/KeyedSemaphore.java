package io.tokenledger.door;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A semaphore for each key. One exists only while a thread holds or awaits its permits, so there are never more of them than
 * threads.
 */
final class KeyedSemaphore<K> {
    private record Entry(Semaphore permits, AtomicInteger users) {}

    private final int permitsPerKey;
    private final ConcurrentMap<K, Entry> entries = new ConcurrentHashMap<>();

    KeyedSemaphore(int permitsPerKey) {
        this.permitsPerKey = permitsPerKey;
    }

    /** Returns false when no permit of the key became free within the time; each acquired permit must be released. */
    boolean tryAcquire(K key, long timeoutNanos) throws InterruptedException {
        Entry entry = entries.compute(key, (known, current) -> {
            Entry used = current == null ? new Entry(new Semaphore(permitsPerKey, true), new AtomicInteger()) : current;
            used.users().incrementAndGet();
            return used;
        });
        boolean acquired = false;
        try {
            acquired = entry.permits().tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
            return acquired;
        } finally {
            if (!acquired) {
                leave(key);
            }
        }
    }

    void release(K key) {
        Entry entry = entries.get(key);
        if (entry != null) {
            entry.permits().release();
            leave(key);
        }
    }

    int keysInUse() {
        return entries.size();
    }

    private void leave(K key) {
        entries.computeIfPresent(key, (known, entry) -> entry.users().decrementAndGet() == 0 ? null : entry);
    }
}
