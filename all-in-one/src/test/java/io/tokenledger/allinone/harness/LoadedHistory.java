package io.tokenledger.allinone.harness;

import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.historygenerator.History;
import io.tokenledger.historygenerator.HistoryLoader;
import io.tokenledger.historygenerator.HistorySettings;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.testsupport.CloseAtExit;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A ledger with a generated history and a planted incident. The long form of the tests on it is
 * {@code -Dhistory.events=2000000}.
 */
public record LoadedHistory(LedgerUnderTest ledger, PlantedIncident incident, long events) {
    private static final int EVENTS = Integer.getInteger("history.events", 10_000);
    /** The history is from the past, and the addresses of unknown callers must not be erased. */
    private static final Map<String, String> KEPT = Map.of("ledger.retention.unattributed", "36500d");

    private static final long SEED = Long.getLong("history.seed", 20_260_131);

    /** The instance that read-only tests share; no other test writes to it. */
    public static LoadedHistory shared() {
        return Shared.HISTORY;
    }

    /** Loads this many events into another ledger. */
    public static LoadedHistory into(LedgerUnderTest ledger, int events) {
        UUID server = ledger.jdbc().queryForObject("SELECT id FROM command_side.server", UUID.class);
        History history = History.of(HistorySettings.of(SEED, events).ofServer(server));
        long written = loader(ledger).append(history);
        LoadedHistory loaded = new LoadedHistory(ledger, history.incident(), written);
        loaded.awaitProjections();
        ledger.jdbc().execute("ANALYZE");
        return loaded;
    }

    /** Writes events as this ledger does. */
    private static HistoryLoader loader(LedgerUnderTest ledger) {
        DataSource store = ledger.bean(DataSource.class);
        return ledger.bean(EncryptionProperties.class).enabled()
                ? HistoryLoader.of(store, ledger.bean(SubjectKeys.class))
                : HistoryLoader.inClear(store);
    }

    /** Waits until all projections have applied all events. */
    public void awaitProjections() {
        long head = ledger.head();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60 + EVENTS / 1_000))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ledger.admin()
                        .get("/ledger/projections")
                        .json()
                        .get("items")
                        .valueStream()
                        .allMatch(item -> item.get("position").asLong() >= head));
    }

    private static final class Shared {
        static final LoadedHistory HISTORY = into(LedgerUnderTest.start(KEPT), EVENTS);

        static {
            CloseAtExit.close(HISTORY.ledger);
        }
    }
}
