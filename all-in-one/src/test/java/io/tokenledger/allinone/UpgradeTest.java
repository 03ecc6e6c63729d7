package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.BackgroundTraffic;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.EventDigest;
import io.tokenledger.allinone.harness.LedgerProcess;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ProcessGroup;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.historygenerator.GeneratedEvent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * This build and an older one on the same data. {@code -Dledger.older} is the folder with the jars of the older build.
 * The long form is {@code -Dupgrade.events=1000000}.
 */
@EnabledIfSystemProperty(
        named = "ledger.older",
        matches = ".+",
        disabledReason = "needs the jars of an older build: -Dledger.older=FOLDER")
@Timeout(3_600)
class UpgradeTest {
    private static final int EVENTS = Integer.getInteger("upgrade.events", 20_000);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60 + EVENTS / 1_000);

    /** Batch size for loading events, because an older build may not support a larger batch. */
    private static final int LOADED_AT_ONCE = 100_000;

    /** The first step of an upgrade: this build writes events that the older one can read. */
    private static final Map<String, String> IN_CLEAR = Map.of("LEDGER_ENCRYPTION_ENABLED", "false");

    private final Path older = Path.of(System.getProperty("ledger.older", ""));

    @Test
    void a_ledger_is_upgraded_in_two_steps_and_can_go_back_after_the_first() throws SQLException {
        Path data = LedgerUnderTest.newDirectory();
        EventDigest before;
        EventDigest after;
        String key;
        String made;
        Set<String> rebuilt;
        try (LedgerProcess ledger = LedgerProcess.older(older, data)) {
            ledger.start();
            rebuilt = rebuiltByThisBuild(ledger);
            key = ledger.admin().newKey("before");
            load(ledger);
            before = digest(ledger, Long.MAX_VALUE);
            ledger.stop();

            LedgerProcess newer = new LedgerProcess(data, IN_CLEAR);
            try {
                Instant begun = Instant.now();
                newer.start();
                ReadModelStatus.awaitCaughtUp(newer.admin(), CATCHING_UP);
                System.out.printf(
                        "%d events; upgraded within %d ms%n",
                        before.events(), Duration.between(begun, Instant.now()).toMillis());
                assertThat(digest(newer, before.last())).isEqualTo(before);
                good(newer.url(), key);
                made = newer.admin().newKey("after");
                good(newer.url(), made);
                newer.admin()
                        .post("/users/me/api_keys/before/rotate", Map.of("retain_period_minutes", 60))
                        .requireStatus(200);
                newer.admin()
                        .patch("/users/me/api_keys/after", Map.of("active", false))
                        .requireStatus(200);
                ReadModelStatus.requireEqualToReplay(newer.admin(), CATCHING_UP);
                after = digest(newer, Long.MAX_VALUE);
            } finally {
                newer.stop();
            }

            ledger.start();
            assertThat(digest(ledger, after.last())).isEqualTo(after);
            good(ledger.url(), key);
            Client.at(ledger.url()).bearer(made).get("/oauth2/verify").requireStatus(401);
            ledger.admin()
                    .patch("/users/me/api_keys/after", Map.of("active", true))
                    .requireStatus(200);
            good(ledger.url(), made);
            ReadModelStatus.awaitCaughtUpExcept(rebuilt, ledger.admin(), CATCHING_UP);
            ReadModelStatus.requireEqualToReplayExcept(rebuilt, ledger.admin(), CATCHING_UP);
            ledger.stop();

            requireEncryptedByThisBuild(data, List.of(key, made));
        }
    }

    /**
     * The read models whose tables this build replaces. An older build answers 503 for them after it went back, as
     * {@code docs/reliability.md} says.
     */
    private static Set<String> rebuiltByThisBuild(LedgerProcess ledger) throws SQLException {
        try (Connection store = ledger.store();
                Statement question = store.createStatement()) {
            ResultSet row = question.executeQuery("SELECT to_regclass('query_side.audit_trail_v3') IS NULL");
            row.next();
            return row.getBoolean(1) ? Set.of("audit-trail", "history", "signals") : Set.of();
        }
    }

    /** Forward again, and then the second step, in which a process is killed. */
    private static void requireEncryptedByThisBuild(Path data, List<String> keys) throws SQLException {
        EventDigest all;
        LedgerProcess inClear = new LedgerProcess(data, IN_CLEAR);
        try {
            inClear.start();
            keys.forEach(key -> good(inClear.url(), key));
            ReadModelStatus.awaitCaughtUp(inClear.admin(), CATCHING_UP);
            try (Connection store = inClear.store()) {
                all = EventDigest.withoutTexts(store, Long.MAX_VALUE);
                assertThat(inClear(store)).isEqualTo(all.events());
            }
        } finally {
            inClear.stop();
        }

        LedgerProcess encrypting = new LedgerProcess(data, Map.of());
        try {
            encrypting.start();
            try (Connection store = encrypting.store()) {
                await().atMost(CATCHING_UP)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> inClear(store) < all.events());
            }
            encrypting.kill();

            Instant begun = Instant.now();
            encrypting.start();
            try (Connection store = encrypting.store()) {
                await().atMost(CATCHING_UP.multipliedBy(5)).until(() -> inClear(store) == 0);
                System.out.printf(
                        "%d events encrypted within %d ms%n",
                        all.events(), Duration.between(begun, Instant.now()).toMillis());
                assertThat(EventDigest.withoutTexts(store, all.last())).isEqualTo(all);
            }
            keys.forEach(key -> good(encrypting.url(), key));
            ReadModelStatus.awaitCaughtUp(encrypting.admin(), CATCHING_UP);
            ReadModelStatus.requireEqualToReplay(encrypting.admin(), CATCHING_UP);
        } finally {
            encrypting.stop();
        }
    }

    private static long inClear(Connection store) throws SQLException {
        try (Statement question = store.createStatement()) {
            ResultSet row = question.executeQuery("SELECT count(*) FROM events.domain_event WHERE revision = '1'");
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void an_older_build_and_this_one_run_side_by_side() {
        try (ProcessGroup fleet = ProcessGroup.besideOlder(older)) {
            Client user = fleet.admin();
            try (BackgroundTraffic traffic = new BackgroundTraffic(fleet, user)) {
                traffic.await(300, 3_000);
                traffic.stop();
                traffic.requireNothingLost();
            }
            ReadModelStatus.awaitCaughtUp(fleet.admin(), CATCHING_UP);
            ReadModelStatus.requireEqualToReplay(fleet.admin(), CATCHING_UP);
        }
    }

    private static void good(String url, String key) {
        Client.at(url).bearer(key).get("/oauth2/verify").requireStatus(200);
    }

    private static void load(LedgerProcess ledger) throws SQLException {
        try (Connection store = ledger.store();
                Statement question = store.createStatement()) {
            ResultSet server = question.executeQuery("SELECT id FROM command_side.server");
            server.next();
            History history = History.of(HistorySettings.of(1, EVENTS).ofServer(server.getObject(1, UUID.class)));
            HistoryLoader loader = HistoryLoader.inClear(new SingleConnectionDataSource(store, true));
            while (history.hasNext()) {
                List<GeneratedEvent> part = new ArrayList<>();
                while (history.hasNext() && part.size() < LOADED_AT_ONCE) {
                    part.add(history.next());
                }
                loader.append(part.iterator());
                ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
            }
        }
    }

    private static EventDigest digest(LedgerProcess ledger, long upTo) throws SQLException {
        try (Connection store = ledger.store()) {
            return EventDigest.upTo(store, upTo);
        }
    }
}
