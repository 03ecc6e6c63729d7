package io.tokenledger.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.eventstore.jdbc.SharedFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EpochCacheTest {
    private final UUID id = UUID.randomUUID();
    private final Map<UUID, String> table = new ConcurrentHashMap<>(Map.of(id, "before"));
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final EpochCache<String> cache = new EpochCache<>(10, this::read);

    @Test
    void a_written_row_is_cached_without_a_read() {
        cache.find(id);
        EpochCache.Version version = cache.version(id);
        table.put(id, "written");
        cache.replace(id, "written", version);
        assertThat(cache.find(id)).contains("written");
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_row_that_another_process_changes_after_the_commit_is_read_again() {
        EpochCache.Version version = cache.version(id);
        table.put(id, "changed by another process");
        cache.invalidate(id);
        cache.replace(id, "written", version);
        assertThat(cache.find(id)).contains("changed by another process");
    }

    @Test
    void an_invalidation_removes_a_replaced_row() {
        cache.replace(id, "written", cache.version(id));
        table.put(id, "changed by another process");
        cache.invalidate(id);
        assertThat(cache.find(id)).contains("changed by another process");
    }

    @Test
    void an_invalidation_of_all_rows_covers_rows_that_were_written_before() {
        EpochCache.Version version = cache.version(id);
        table.put(id, "erased");
        cache.invalidateAll();
        cache.replace(id, "written", version);
        assertThat(cache.find(id)).contains("erased");
    }

    /** Axon runs the actions after a commit in reverse order. */
    @Test
    void two_changes_in_one_transaction_cache_neither() {
        EpochCache.Version version = cache.version(id);
        table.put(id, "second");
        cache.replace(id, "second", version);
        cache.replace(id, "first", version);
        assertThat(cache.find(id)).contains("second");
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_read_that_began_before_the_commit_is_replaced() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        EpochCache<String> slow = new EpochCache<>(10, key -> {
            reading.countDown();
            await(committed);
            return Optional.of("before");
        });
        CompletableFuture<Optional<String>> reader = CompletableFuture.supplyAsync(() -> slow.find(id));
        reading.await();
        EpochCache.Version version = slow.version(id);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> slow.replace(id, "written", version));
        committed.countDown();
        reader.get();
        writer.get();
        assertThat(slow.find(id)).contains("written");
    }

    /** Otherwise each of them would wait for the timeout of a connection, one after the other. */
    @Test
    void readers_that_wait_for_a_load_fail_with_it() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        EpochCache<String> unavailable = new EpochCache<>(
                10,
                key -> {
                    reads.incrementAndGet();
                    await(failing);
                    throw new IllegalStateException("thrown by a test");
                },
                new SharedFailure(Duration.ZERO));
        List<Thread> readers = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> unavailable.find(id)))
                .limit(4)
                .toList();
        readers.forEach(reader -> {
            reader.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            reader.start();
        });
        while (readers.stream()
                        .filter(reader -> reader.getState() == Thread.State.BLOCKED)
                        .count()
                < 3) {
            Thread.onSpinWait();
        }

        failing.countDown();
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(failures).hasSize(4);
        assertThat(reads).hasValue(1);
    }

    private Optional<String> read(UUID key) {
        reads.incrementAndGet();
        return Optional.ofNullable(table.get(key));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
