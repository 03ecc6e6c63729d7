package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.UseWindows;
import io.tokenledger.query.retention.UseRetentionSweep;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/**
 * PostgreSQL crashes while partitions of uses are created, emptied and dropped. Each use is then there, or in a sum. The
 * long form is {@code -Dcrash.rounds=20}, with the default test timeout raised.
 */
@Tag("slow")
class UseRetentionCrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final int LATEST_KILL_MS = 300;
    private static final int PARTITION = 1_000;
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(
            Map.of("ledger.retention.uses", "31d", "ledger.storage.partition-size", String.valueOf(PARTITION)));

    private final Random seeds = new Random(1);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void no_crash_loses_a_use_or_counts_it_twice() {
        for (int round = 1; round <= ROUNDS; round++) {
            String key = "key-" + round;
            afterRecovery().until(() -> isUsed(key));
            LEDGER.clock().travel(Duration.ofDays(70));
            ReadModelStatus.awaitCaughtUp(LEDGER.admin(), CATCHING_UP);
            long uses = uses();
            long free = (long) (round + 2) * PARTITION;
            CompletableFuture<Void> sweep = CompletableFuture.runAsync(UseRetentionCrashTest::sweep);
            CompletableFuture<Void> creation = CompletableFuture.runAsync(() -> createPartition(free));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(seeds.nextInt(LATEST_KILL_MS)));
            crash();
            CompletableFuture.allOf(sweep, creation)
                    .handle((done, lost) -> true)
                    .join();

            afterRecovery().until(() -> uses() == uses);
            afterRecovery().until(() -> {
                createPartition(free);
                sweep();
                return number("SELECT count(*) FROM events.use_event WHERE token_id IS NOT NULL") == 0;
            });
            assertThat(uses()).as("after crash %d", round).isEqualTo(uses);
            requirePartitions();
            LEDGER.jdbc().queryForObject("SELECT setval('events.position', ?)", Long.class, (long) round * PARTITION);
        }
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), CATCHING_UP);
        ReadModelStatus.requireEqualToReplay(LEDGER.admin(), CATCHING_UP);
    }

    /** Connections of before the crash fail until the pool has replaced them. */
    private static ConditionFactory afterRecovery() {
        return await().atMost(CATCHING_UP).ignoreExceptionsInstanceOf(DataAccessException.class);
    }

    /** False if a request met a connection of before the last crash. What was recorded by then counts too. */
    private static boolean isUsed(String key) {
        try {
            use(key);
            return true;
        } catch (AssertionError unavailable) {
            return false;
        }
    }

    private static void use(String name) {
        Client holder = Client.of(LEDGER).bearer(LEDGER.newUser().newKey(name));
        for (int i = 0; i < 40; i++) {
            holder.from("198.51.100." + i).get("/users/me").requireStatus(200);
        }
        UseWindows.expire(LEDGER);
    }

    private static void sweep() {
        LEDGER.bean(UseRetentionSweep.class).sweep();
    }

    private static void createPartition(long position) {
        LEDGER.jdbc().queryForObject("SELECT events.require_use_partition(?, ?)", Long.class, position, PARTITION);
    }

    /** Kills a process of PostgreSQL, which then ends all others and recovers. */
    private static void crash() {
        LEDGER.jdbc()
                .queryForList("""
                        SELECT pid FROM pg_stat_activity
                        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1""", Long.class)
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** The number of recorded uses of keys: those that are there, and those in sums. */
    private static long uses() {
        return number("SELECT coalesce(sum(coalesce(count, 1)), 0) FROM events.use_event WHERE token_id IS NOT NULL")
                + number("""
                        WITH summary AS MATERIALIZED (
                            SELECT payload FROM events.domain_event WHERE event_type = 'token.uses_summarized')
                        SELECT coalesce(sum((day ->> 'uses')::bigint), 0)
                        FROM summary, jsonb_array_elements(payload::jsonb -> 'days') AS day""");
    }

    /** Each partition begins where the one before it ends, and has its table unless it was dropped. */
    private static void requirePartitions() {
        assertThat(number("""
                        SELECT count(*) FROM events.use_partition p
                        WHERE (to_regclass('events.use_event_' || first_position) IS NULL) <> (dropped_at IS NOT NULL)
                           OR (first_position > 0 AND NOT EXISTS (
                               SELECT FROM events.use_partition before WHERE before.end_position = p.first_position))""")).isZero();
    }

    private static long number(String sql) {
        Long number = LEDGER.jdbc().queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }
}
