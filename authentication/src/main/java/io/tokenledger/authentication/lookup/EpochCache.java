package io.tokenledger.authentication.lookup;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Caches rows of a lookup table by id. Also caches ids without a row, so that a guessed id takes as long as a wrong
 * secret.
 *
 * <p>Invalidating one row waits for a concurrent load of that row, because Caffeine computes each entry under its own
 * lock. So a row that was read before a commit cannot be cached after it. Invalidating all rows does not wait: it
 * begins a new epoch, and rows from an older epoch are loaded again.
 */
final class EpochCache<T> {
    private record Remembered<T>(long epoch, Optional<T> row) {}

    private final LoadingCache<UUID, Remembered<T>> rows;
    private final AtomicLong epoch = new AtomicLong();

    EpochCache(long most, Function<UUID, Optional<T>> table) {
        this.rows = Caffeine.newBuilder()
                .maximumSize(most)
                .build(id -> new Remembered<>(epoch.get(), table.apply(id))); // read first: a new epoch may begin
    }

    Optional<T> find(UUID id) {
        Remembered<T> known = rows.get(id);
        while (known.epoch() != epoch.get()) {
            rows.asMap().remove(id, known);
            known = rows.get(id);
        }
        return known.row();
    }

    void invalidate(UUID id) {
        rows.invalidate(id);
    }

    void invalidateAll() {
        epoch.incrementAndGet();
    }
}
