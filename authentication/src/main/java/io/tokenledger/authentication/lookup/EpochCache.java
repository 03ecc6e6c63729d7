package io.tokenledger.authentication.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.eventstore.jdbc.SharedFailure;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/**
 * Caches rows of a lookup table by id. Also caches ids without a row, so that a guessed id takes as long as a wrong
 * secret.
 *
 * <p>Invalidating one row waits for a concurrent load of that row, because Caffeine computes each entry under its own
 * lock. So a row that was read before a commit cannot be cached after it. Invalidating all rows does not wait: it
 * begins a new epoch, and rows from an older epoch are loaded again.
 *
 * <p>The transaction that writes a row may cache it after its commit, see {@link #version}. The next reader then needs no
 * statement.
 */
final class EpochCache<T> {
    private record Remembered<T>(long epoch, Optional<T> row) {}

    /** Identifies the state of an entry before a commit. */
    record Version(long epoch, long changes) {}

    /** Ids share counters. Another id's change may prevent that a row is cached, which costs one statement. */
    private static final int COUNTERS = 1 << 12;

    private final Cache<UUID, Remembered<T>> rows;
    private final Function<UUID, Optional<T>> table;
    private final SharedFailure failures;
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicLongArray changes = new AtomicLongArray(COUNTERS);

    EpochCache(long most, Function<UUID, Optional<T>> table) {
        this(most, table, new SharedFailure());
    }

    EpochCache(long most, Function<UUID, Optional<T>> table, SharedFailure failures) {
        this.rows = Caffeine.newBuilder().maximumSize(most).build();
        this.table = table;
        this.failures = failures;
    }

    Optional<T> find(UUID id) {
        Remembered<T> known = rows.getIfPresent(id);
        if (known != null && known.epoch() == epoch.get()) {
            return known.row();
        }
        long begun = System.nanoTime();
        Remembered<T> loaded = load(id, begun);
        while (loaded.epoch() != epoch.get()) {
            rows.asMap().remove(id, loaded);
            loaded = load(id, begun);
        }
        return loaded.row();
    }

    private Remembered<T> load(UUID id, long begun) {
        return rows.get(id, one -> {
            long before = epoch.get(); // before the read: a new epoch may begin
            return new Remembered<>(before, failures.load(begun, () -> table.apply(one)));
        });
    }

    void invalidate(UUID id) {
        changes.incrementAndGet(counter(id)); // first: a concurrent replacement then caches nothing, or is removed here
        rows.invalidate(id);
    }

    /** The version of the entry. A transaction reads it after it has written the row, and so holds its lock. */
    Version version(UUID id) {
        return new Version(epoch.get(), changes.get(counter(id)));
    }

    /**
     * Caches a row after the commit of the transaction that wrote it. If the entry was invalidated since, removes the
     * entry, because another transaction may have changed the row again.
     *
     * @param before version of the entry before the commit
     */
    void replace(UUID id, T row, Version before) {
        rows.asMap()
                .compute(
                        id,
                        (same, known) -> changes.compareAndSet(counter(id), before.changes(), before.changes() + 1)
                                ? new Remembered<>(before.epoch(), Optional.of(row))
                                : null);
    }

    private static int counter(UUID id) {
        return id.hashCode() & (COUNTERS - 1);
    }

    void invalidateAll() {
        epoch.incrementAndGet();
    }
}
