package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerProcess;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Acknowledged changes survive every kind of process failure. The long form is {@code -Dcrash.rounds=20}, with the
 * default test timeout raised.
 */
@Tag("slow")
@Timeout(600)
class CrashTest {
    /** Pause between two requests of one caller. A process that restarts meanwhile needs the processors, too. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);

    private final Path data = LedgerUnderTest.newDirectory();

    /** Acknowledged results: ids of created keys, and jtis of issued API tokens. */
    private final Set<String> acknowledgedKeys = ConcurrentHashMap.newKeySet();

    private final Set<String> acknowledgedExchanges = ConcurrentHashMap.newKeySet();

    /** Unexpected responses while a process is down: any status other than success or 503. */
    private final Set<String> unexpected = ConcurrentHashMap.newKeySet();

    @Test
    void nothing_acknowledged_is_lost_when_the_ledger_is_killed_and_the_next_start_takes_over_by_itself() {
        Random seeds = new Random(1);
        try (LedgerProcess ledger = new LedgerProcess(data, Map.of("LEDGER_CREDENTIALS_MAX_PER_ACCOUNT", "100000"))) {
            ledger.start();
            String key = ledger.admin().newKey("crash-key");
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean stop = new AtomicBoolean();
                try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                    load(callers, ledger, key, stop);
                    int enough = acknowledgedExchanges.size() + 20 + seeds.nextInt(50);
                    await().pollInterval(Duration.ofMillis(2)).until(() -> acknowledgedExchanges.size() > enough);
                    ledger.kill();
                    stop.set(true);
                }
                ledger.start();
                assertEverythingIsThere(ledger, key);
            }
            assertThat(ledger.output()).contains("that an earlier process left running");
            anOrderlyStopWritesTheCountsOfOpenWindowsDown(ledger);
        }
        assertThat(unexpected).isEmpty();
    }

    /** The live read model stays unchanged, and the replay continues from where it was. */
    @Test
    void a_replay_that_is_killed_on_its_way_goes_on_with_the_next_start() {
        try (LedgerProcess ledger = new LedgerProcess(data, Map.of())) {
            ledger.start();
            useOften(ledger, 10_000);
            for (int round = 0; round < ROUNDS; round++) {
                Client admin = ledger.admin();
                String id = admin.post("/ledger/projections/audit-trail/replays", Map.of())
                        .requireStatus(202)
                        .text("id");
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> admin.get("/ledger/replays/" + id)
                                        .json()
                                        .get("events_done")
                                        .asLong()
                                > 0);
                ledger.kill();
                ledger.start();
                Client again = ledger.admin();
                assertThat(again.get("/ledger/audit?action=token.created")
                                .requireStatus(200)
                                .json()
                                .get("items"))
                        .isNotEmpty();
                await().until(() ->
                        again.get("/ledger/replays/" + id).text("state").equals("done"));
                ReadModelStatus.requireEqualToReplay(again, "audit-trail", Duration.ofSeconds(60));
            }
        }
    }

    /** Copies of one stored use, inserted by the database while the ledger runs. Their texts are unreadable. */
    private void useOften(LedgerProcess ledger, int uses) {
        String key = ledger.admin().newKey("busy");
        ledger.admin().bearer(key).get("/users/me").requireStatus(200);
        try (Connection store = ledger.store();
                PreparedStatement many = store.prepareStatement("""
                        INSERT INTO events.use_event
                            (position, recorded_at, generation, channel, credential, event_id, token_id, owner_id, personal)
                        SELECT events.next_position(), recorded_at, generation, channel, credential, gen_random_uuid(), token_id,
                               owner_id, personal
                        FROM (SELECT * FROM events.use_event WHERE refusal IS NULL LIMIT 1) AS one,
                             generate_series(1, ?)""")) {
            many.setInt(1, uses);
            assertThat(many.executeUpdate()).isEqualTo(uses);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        ReadModelStatus.awaitCaughtUp(ledger.admin(), Duration.ofSeconds(60));
    }

    @Test
    void the_store_is_started_again_when_it_dies_and_the_ledger_goes_on() {
        try (LedgerProcess ledger = new LedgerProcess(data, Map.of("LEDGER_CREDENTIALS_MAX_PER_ACCOUNT", "100000"))) {
            ledger.start();
            String key = ledger.admin().newKey("crash-key");
            AtomicBoolean stop = new AtomicBoolean();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                load(callers, ledger, key, stop);
                for (int round = 0; round < ROUNDS; round++) {
                    int before = acknowledgedExchanges.size();
                    await().until(() -> acknowledgedExchanges.size() > before + 30);
                    ProcessHandle.of(ledger.postmaster()).orElseThrow().destroyForcibly();
                    int atDeath = acknowledgedExchanges.size();
                    await().until(() -> acknowledgedExchanges.size() > atDeath + 20);
                }
                stop.set(true);
            }
            assertEverythingIsThere(ledger, key);
            assertThat(unexpected).as(ledger.output()).isEmpty();
        }
    }

    private static void anOrderlyStopWritesTheCountsOfOpenWindowsDown(LedgerProcess ledger) {
        Answer created = ledger.admin().createKey("counted");
        Client holder = Client.at(ledger.url()).bearer(created.text("key"));
        for (int i = 0; i < 25; i++) {
            holder.get("/oauth2/verify").requireStatus(200);
        }
        ledger.stop();
        ledger.start();

        JsonNode rows = Timelines.of(ledger.admin(), created.text("id"));
        assertThat(rows.valueStream()
                        .filter(row -> row.get("action").asString().equals("token.used"))
                        .map(row -> row.get("count").asLong()))
                .containsExactly(1L, 24L);
    }

    private void load(ExecutorService callers, LedgerProcess ledger, String key, AtomicBoolean stop) {
        String admin = ledger.admin().headers().get("Authorization");
        for (int i = 0; i < 4; i++) {
            Client caller = Client.at(ledger.url()).with("Authorization", admin);
            callers.submit(() -> until(stop, () -> {
                String name = "key-" + UUID.randomUUID();
                Answer created = caller.post("/users/me/api_keys?wait=false", Map.of("name", name));
                note(created, 201, () -> acknowledgedKeys.add(created.text("id")));
            }));
            callers.submit(() -> until(stop, () -> {
                Answer login = Client.at(ledger.url()).form("/auth/login", Map.of("password", key));
                note(login, 200, () -> acknowledgedExchanges.add(jti(login.text("access_token"))));
            }));
        }
    }

    private static void until(AtomicBoolean stop, Runnable action) {
        while (!stop.get()) {
            try {
                action.run();
            } catch (UncheckedIOException down) {
                // the loop retries
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private void note(Answer answer, int success, Runnable acknowledge) {
        if (answer.status() == success) {
            acknowledge.run();
        } else if (answer.status() != 503) {
            unexpected.add(answer.status() + " " + answer.body());
        }
    }

    private void assertEverythingIsThere(LedgerProcess ledger, String key) {
        Client admin = ledger.admin();
        await().until(() -> admin.get("/ledger/tokens?limit=1")
                        .json()
                        .at("/freshness/lag_ms")
                        .asLong(1)
                == 0);
        Map<String, Integer> keys = new HashMap<>();
        String cursor = "";
        String crashKey = "";
        do {
            JsonNode page = admin.get("/ledger/tokens?limit=500" + cursor)
                    .requireStatus(200)
                    .json();
            page.get("items")
                    .valueStream()
                    .forEach(item -> keys.merge(item.get("id").asString(), 1, Integer::sum));
            crashKey = page.get("items")
                    .valueStream()
                    .filter(item -> item.get("name").asString().equals("crash-key"))
                    .map(item -> item.get("id").asString())
                    .findFirst()
                    .orElse(crashKey);
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(keys.keySet()).containsAll(acknowledgedKeys);
        assertThat(keys.values()).allMatch(count -> count == 1);
        assertThat(exchangesOnRecord(admin, crashKey)).containsAll(acknowledgedExchanges);
        Client.at(ledger.url()).bearer(key).get("/users/me").requireStatus(200);
    }

    private static Set<String> exchangesOnRecord(Client admin, String crashKey) {
        Timelines.of(admin, crashKey);
        Set<String> jtis = ConcurrentHashMap.newKeySet();
        String cursor = "";
        do {
            JsonNode page = admin.get("/ledger/tokens/" + crashKey + "/timeline?limit=500" + cursor)
                    .requireStatus(200)
                    .json();
            page.get("items")
                    .valueStream()
                    .map(row -> row.at("/data/jti").asString(""))
                    .forEach(jtis::add);
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());
        return jtis;
    }

    private static String jti(String jwt) {
        byte[] claims = Base64.getUrlDecoder().decode(jwt.split("\\.")[1]);
        return JsonMapper.shared().readTree(claims).get("jti").asString();
    }
}
