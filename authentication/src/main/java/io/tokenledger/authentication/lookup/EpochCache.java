package io.tokenledger.authentication.lookup;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Rows known by heart.
 *
 * <p>Forgetting one waits for a load of the same row that is under way (Caffeine computes each entry under its own lock), so
 * one that was read before a change was committed cannot be put back after it. Forgetting all does not wait: it begins a new
 * age, and what was read in an older one counts for nothing. Ids that nobody has are remembered too: a guess takes as long as
 * a wrong secret does.
 */
final class EpochCache<T> {
    private record Remembered<T>(long age, Optional<T> row) {}

    private final LoadingCache<UUID, Remembered<T>> rows;
    private final AtomicLong age = new AtomicLong();

    EpochCache(long most, Function<UUID, Optional<T>> table) {
        this.rows = Caffeine.newBuilder()
                .maximumSize(most)
                .build(id -> new Remembered<>(age.get(), table.apply(id))); // the age first: it may end meanwhile
    }

    Optional<T> find(UUID id) {
        Remembered<T> known = rows.get(id);
        while (known.age() != age.get()) {
            rows.asMap().remove(id, known);
            known = rows.get(id);
        }
        return known.row();
    }

    void forget(UUID id) {
        rows.invalidate(id);
    }

    void forgetAll() {
        age.incrementAndGet();
    }
}
