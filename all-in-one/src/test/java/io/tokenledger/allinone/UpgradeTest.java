package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final Path older = Path.of(System.getProperty("ledger.older", ""));

    @Test
    void events_of_an_older_build_are_read_by_this_one_and_the_other_way_round() throws SQLException {
        Path data = LedgerUnderTest.newDirectory();
        EventDigest before;
        EventDigest after;
        String key;
        String made;
        try (LedgerProcess ledger = LedgerProcess.older(older, data)) {
            ledger.start();
            key = ledger.admin().newKey("before");
            load(ledger);
            before = digest(ledger, Long.MAX_VALUE);
            ledger.stop();

            LedgerProcess newer = new LedgerProcess(data, Map.of());
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
            ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
            ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
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
            HistoryLoader loader = new HistoryLoader(new SingleConnectionDataSource(store, true));
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
