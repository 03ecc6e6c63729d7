package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerProcess;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.eventstore.personaldata.DatabaseSubjectKeys;
import io.tokenledger.eventstore.personaldata.StoredKey;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A rotation of the key-encryption key that is interrupted by the end of the process loses no subject key, and the next one
 * completes it. The long form is {@code -Dcrash.rounds=20}, with the default test timeout raised.
 */
@Tag("slow")
@Timeout(600)
class KeyRotationCrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final String ROTATIONS = "/ledger/encryption_keys/rotations";

    /** Six transactions of a rotation. */
    private static final int SUBJECTS = 6_000;

    private static final int LATEST_KILL_MS = 600;

    private final Path data = LedgerUnderTest.newDirectory();
    private final Random seeds = new Random(1);

    @Test
    void a_rotation_that_is_killed_loses_no_key_and_the_next_one_completes_it() throws SQLException {
        int interrupted = 0;
        try (LedgerProcess ledger = new LedgerProcess(data, Map.of())) {
            ledger.start();
            ledger.admin().newKey("before");
            Map<String, StoredKey> created = createSubjects(ledger);
            for (int round = 0; round < ROUNDS; round++) {
                Client admin = ledger.admin();
                CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> admin.post(ROTATIONS, Map.of()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(seeds.nextInt(LATEST_KILL_MS)));
                ledger.kill();
                boolean acknowledged = answer.handle((done, lost) -> done != null && done.status() == 200)
                        .join();
                ledger.start();

                assertThat(keys(ledger, created)).as("round %d", round).isEqualTo(created);
                int wrappers = wrappers(ledger);
                assertThat(wrappers).isBetween(1, acknowledged ? 1 : 2);
                interrupted += wrappers - 1;
            }
            ledger.admin().post(ROTATIONS, Map.of()).requireStatus(200);
            assertThat(wrappers(ledger)).isEqualTo(1);
            assertThat(keys(ledger, created)).isEqualTo(created);
            ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
            ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
        }
        System.out.printf("%d of %d rotations were interrupted between two transactions%n", interrupted, ROUNDS);
    }

    private Map<String, StoredKey> createSubjects(LedgerProcess ledger) throws SQLException {
        Map<String, StoredKey> created = new HashMap<>();
        try (Connection store = ledger.store()) {
            SubjectKeys keys = subjectKeys(store);
            for (int i = 0; i < SUBJECTS; i++) {
                keys.forWriting(UUID.randomUUID())
                        .ifPresent(key -> created.put(key.id(), new StoredKey.Usable(key.key())));
            }
        }
        assertThat(created).hasSize(SUBJECTS);
        return created;
    }

    /** The keys of the same subjects, read without a cache. */
    private Map<String, StoredKey> keys(LedgerProcess ledger, Map<String, StoredKey> created) throws SQLException {
        try (Connection store = ledger.store()) {
            SubjectKeys keys = subjectKeys(store);
            keys.load(created.keySet());
            Map<String, StoredKey> found = new HashMap<>();
            created.keySet().forEach(id -> found.put(id, keys.find(id)));
            return found;
        }
    }

    private SubjectKeys subjectKeys(Connection store) {
        return DatabaseSubjectKeys.of(
                new SingleConnectionDataSource(store, true), data.resolve("signing-keys/encryption"));
    }

    /** The number of key-encryption keys that wrap subject keys. */
    private static int wrappers(LedgerProcess ledger) throws SQLException {
        try (Connection store = ledger.store();
                Statement question = store.createStatement()) {
            ResultSet row = question.executeQuery(
                    "SELECT count(DISTINCT wrapped_by) FROM events.subject_key WHERE wrapped IS NOT NULL");
            row.next();
            return row.getInt(1);
        }
    }
}
