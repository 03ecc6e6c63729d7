package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The key that wraps the keys of all data subjects: how it is replaced, and what happens without it. */
class EncryptionKeyTest {
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final String ROTATIONS = "/ledger/encryption_keys/rotations";

    private final Path data = LedgerUnderTest.newDirectory();
    private final Path folder = data.resolve("signing-keys/encryption");
    private final Path hidden = data.resolve("hidden");
    private LedgerUnderTest ledger = LedgerUnderTest.start(data, Map.of());

    @AfterEach
    void stop() {
        ledger.close();
    }

    private void restart(Map<String, String> settings) {
        ledger.stop();
        ledger = LedgerUnderTest.start(data, settings);
    }

    @Test
    void a_rotation_changes_no_event_and_a_restart_reads_all_of_them() {
        Client user = ledger.newUser();
        user.newKey("laptop");
        long before = ledger.head();
        String digest = payloads(before);

        Client admin = ledger.admin().with("Idempotency-Key", "once");
        JsonNode rotated = admin.post(ROTATIONS, Map.of()).requireStatus(200).json();
        String newest = rotated.get("key_id").asString();

        assertThat(rotated.get("subjects").asInt()).isPositive();
        assertThat(admin.post(ROTATIONS, Map.of()).requireStatus(200).json())
                .as("a repeated request")
                .isEqualTo(rotated);
        assertThat(payloads(before)).isEqualTo(digest);
        assertThat(folder.resolve(newest + ".key")).exists();
        user.newKey("desktop");
        user.post(ROTATIONS, Map.of()).requireStatus(403);
        ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
        assertThat(ledger.admin()
                        .get("/ledger/audit?action=ledger.encryption_key_rotated")
                        .requireStatus(200)
                        .body())
                .contains(newest);

        restart(Map.of());
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
    }

    @Test
    void without_the_key_a_ledger_starts_and_records_nothing_until_the_key_is_back() throws IOException {
        String key = ledger.newUser().newKey("laptop");
        ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
        ledger.stop();
        Files.move(folder, hidden);
        ledger = LedgerUnderTest.start(data, Map.of());
        long head = ledger.head();

        Client holder = Client.of(ledger).bearer(key);
        holder.get("/users/me").requireStatus(503);
        Client.of(ledger)
                .form("/auth/login", Map.of("username", "admin", "password", LedgerUnderTest.PASSWORD))
                .requireStatus(503);
        assertThat(Client.of(ledger).get("/actuator/health").body()).contains("\"status\":\"DOWN\"");
        assertThat(ledger.head()).isEqualTo(head);
        assertThat(folder).as("no new key").doesNotExist();

        Files.move(hidden, folder);
        holder.get("/users/me").requireStatus(200);
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
    }

    @Test
    void a_lost_key_can_be_given_up_and_earlier_texts_are_unreadable_from_then_on() throws IOException {
        String key = ledger.newUser().newKey("laptop");
        ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
        ledger.stop();
        Files.move(folder, hidden);
        ledger = LedgerUnderTest.start(data, Map.of("ledger.encryption.forget-key", onlyKey()));

        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
        assertThat(ledger.admin()
                        .get("/ledger/tokens?q=laptop")
                        .requireStatus(200)
                        .body())
                .as("read models keep their texts")
                .contains("laptop");
        ledger.admin()
                .post("/ledger/projections/token-listing/replays", Map.of("verify", false))
                .requireStatus(202);
        await().atMost(CATCHING_UP)
                .untilAsserted(() -> assertThat(ledger.admin()
                                .get("/ledger/tokens?limit=100")
                                .requireStatus(200)
                                .body())
                        .contains("unreadable")
                        .doesNotContain("laptop"));
    }

    private String onlyKey() throws IOException {
        try (Stream<Path> files = Files.list(hidden)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".key"))
                    .map(name -> name.replace(".key", ""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String payloads(long upTo) {
        return String.valueOf(ledger.jdbc().queryForObject("""
                        SELECT (SELECT sum(hashtextextended(payload || metadata, 0)::numeric) FROM events.domain_event
                                WHERE global_index <= ?)
                             + coalesce((SELECT sum(hashtextextended(u::text, 0)::numeric) FROM events.use_event u
                                         WHERE position <= ?), 0)""", BigDecimal.class, upTo, upTo));
    }
}
