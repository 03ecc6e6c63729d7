package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.EventDigest;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ProcessGroup;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.RestartablePostgres;
import io.tokenledger.historygenerator.History;
import io.tokenledger.historygenerator.HistoryLoader;
import io.tokenledger.historygenerator.HistorySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A PostgreSQL that several processes share is lost, and is restored from a base backup and its archived WAL. The long
 * form is {@code -Drestore.events=1000000}.
 */
@Timeout(1_800)
@Tag("slow")
class RestoreTest {
    private static final int EVENTS = Integer.getInteger("restore.events", 2_000);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60 + EVENTS / 1_000);

    private final Path archive = LedgerUnderTest.newDirectory();
    private final Path keys = LedgerUnderTest.newDirectory();

    @AfterEach
    void delete() {
        LedgerUnderTest.delete(archive);
        LedgerUnderTest.delete(keys);
    }

    @Test
    void a_store_comes_back_as_it_was_at_a_moment_or_with_everything_that_was_acknowledged() throws SQLException {
        Path copy;
        EventDigest atThatMoment;
        EventDigest atTheEnd;
        String earlier;
        String between;
        String later;
        try (RestartablePostgres store = new RestartablePostgres(
                Map.of("archive_mode", "on", "archive_command", "'cp %p " + archive.resolve("%f") + "'"))) {
            ProcessGroup ledger = ProcessGroup.oneOfEach(store, keys);
            load(store);
            awaitFreshCaches(ledger);
            earlier = ledger.admin().newKey("earlier");
            copy = store.copyWhileItRuns();
            between = ledger.admin().newKey("between");
            ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
            atThatMoment = digestAndRestorePoint(store);
            ledger.admin()
                    .patch("/users/me/api_keys/earlier", Map.of("active", false))
                    .requireStatus(200);
            later = ledger.admin().newKey("later");
            ledger.stop();
            atTheEnd = digest(store);
            run(store, "SELECT pg_switch_wal()");
        }

        restored(copy, Map.of("recovery_target_name", "that_moment"), atThatMoment, ledger -> {
            verify(ledger, earlier, 200);
            verify(ledger, between, 200);
            verify(ledger, later, 401);
        });
        restored(copy, Map.of(), atTheEnd, ledger -> {
            verify(ledger, earlier, 401);
            verify(ledger, between, 200);
            verify(ledger, later, 200);
        });
        LedgerUnderTest.delete(copy);
    }

    private void restored(Path copy, Map<String, String> target, EventDigest expected, Consumer<ProcessGroup> check)
            throws SQLException {
        Map<String, String> settings = new HashMap<>(target);
        settings.put("restore_command", "'cp " + archive.resolve("%f") + " %p'");
        settings.put("recovery_target_action", "promote");
        Instant begun = Instant.now();
        try (RestartablePostgres store = RestartablePostgres.restored(copy, settings)) {
            assertThat(digest(store)).isEqualTo(expected);
            ProcessGroup ledger = ProcessGroup.oneOfEach(store, keys);
            check.accept(ledger);
            ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
            System.out.printf(
                    "%d events restored within %d ms%n",
                    expected.events(), Duration.between(begun, Instant.now()).toMillis());
            ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
            verify(ledger, ledger.admin().newKey("made after it"), 200);
            ledger.stop();
        }
    }

    private static void load(RestartablePostgres store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            ResultSet server = statement.executeQuery("SELECT id FROM command_side.server");
            server.next();
            HistoryLoader.inClear(store.dataSource())
                    .append(History.of(HistorySettings.of(1, EVENTS).ofServer(server.getObject(1, UUID.class))));
        }
    }

    /** Waits until all processes have applied the loaded events. Until then they answer 503. */
    private static void awaitFreshCaches(ProcessGroup ledger) {
        await().atMost(CATCHING_UP)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ledger.processes()
                        .allMatch(process -> Client.at(process.url())
                                        .bearer("nobody's")
                                        .get("/oauth2/verify")
                                        .status()
                                == 401));
    }

    private static void verify(ProcessGroup ledger, String key, int status) {
        Client.at(ledger.url()).bearer(key).get("/oauth2/verify").requireStatus(status);
    }

    private static EventDigest digest(RestartablePostgres store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection()) {
            return EventDigest.of(connection);
        }
    }

    /** Meanwhile the ledger encrypts no loaded event. */
    private static EventDigest digestAndRestorePoint(RestartablePostgres store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE events.domain_event, events.use_event IN SHARE MODE");
            EventDigest digest = EventDigest.of(connection);
            statement.execute("SELECT pg_create_restore_point('that_moment')");
            connection.commit();
            return digest;
        }
    }

    private static void run(RestartablePostgres store, String question) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(question);
        }
    }
}
