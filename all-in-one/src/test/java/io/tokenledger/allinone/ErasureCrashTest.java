package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerProcess;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An erasure that is interrupted by the end of the process is complete, or it has not begun. The long form is {@code
 * -Dcrash.rounds=20}, with the default test timeout raised.
 */
@Tag("slow")
@Timeout(600)
class ErasureCrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final int LATEST_KILL_MS = 80;

    private final Path data = LedgerUnderTest.newDirectory();
    private final Random seeds = new Random(1);

    @Test
    void an_erasure_that_is_killed_is_complete_or_has_not_begun() throws SQLException {
        Set<Boolean> outcomes = new HashSet<>();
        try (LedgerProcess ledger = new LedgerProcess(data, Map.of())) {
            ledger.start();
            for (int round = 0; round < ROUNDS; round++) {
                String name = "leaver" + round + "x";
                String account = deletedAccount(ledger, name);
                Client admin = ledger.admin();
                CompletableFuture<Answer> answer =
                        CompletableFuture.supplyAsync(() -> admin.post("/ledger/erasures", Map.of("account", account)));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(seeds.nextInt(LATEST_KILL_MS)));
                ledger.kill();
                boolean acknowledged = answer.handle((done, lost) -> done != null && done.status() == 200)
                        .join();
                ledger.start();

                boolean erased = count(ledger, """
                        SELECT count(*) FROM events.domain_event
                        WHERE event_type = 'account.erased' AND aggregate_id = ?""", account) == 1;
                boolean destroyed = count(ledger, """
                        SELECT count(*) FROM events.subject_key WHERE destroyed_at IS NOT NULL AND subject = ?""", account) == 1;
                assertThat(destroyed).as("event and key").isEqualTo(erased);
                assertThat(erased || !acknowledged).as("acknowledged").isTrue();
                ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
                assertThat(ledger.admin()
                                .get("/ledger/audit?owner=" + account)
                                .requireStatus(200)
                                .body()
                                .contains(name))
                        .isNotEqualTo(erased);
                outcomes.add(erased);
            }
            ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
        }
        assertThat(outcomes).isNotEmpty();
    }

    private static String deletedAccount(LedgerProcess ledger, String name) {
        Client admin = ledger.admin();
        String id = admin.post("/users", Map.of("username", name, "password", LedgerUnderTest.PASSWORD))
                .requireStatus(201)
                .text("id");
        Client person = Client.at(ledger.url()).signIn(name, LedgerUnderTest.PASSWORD);
        for (int key = 0; key < 5; key++) {
            person.createKey(name + "-key-" + key).requireStatus(201);
        }
        admin.delete("/users/" + id).requireStatus(200);
        return id;
    }

    private static long count(LedgerProcess ledger, String question, String account) throws SQLException {
        try (Connection store = ledger.store();
                PreparedStatement statement = store.prepareStatement(question)) {
            statement.setString(1, account);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
