package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.eventstore.cleartext.ClearTextEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ledger encrypts the events that an older build stored in clear, and answers as before. */
@Timeout(600)
class ClearTextTest {
    private static final int EVENTS = 3_000;
    private static final Duration PATIENT = Duration.ofMinutes(3);
    private static final Map<String, String> IN_CLEAR =
            Map.of("ledger.store", "embedded", "ledger.encryption.enabled", "false");
    private static final Map<String, String> ENCRYPTED = Map.of("ledger.store", "embedded");

    /** More events than a snapshot needs. */
    private static final int ROTATIONS = 60;

    /** About the past, up to a position. */
    private static final List<String> QUESTIONS = List.of(
            "/ledger/tokens?limit=500&sort=-created&as_of=%d",
            "/ledger/tokens?limit=500&q=a&as_of=%d",
            "/ledger/audit/export?until=%d",
            "/ledger/audit/export?until=%d&ip=0.0.0.0/1");

    @Test
    void answers_of_the_past_read_models_and_replays_are_equal_before_and_after() {
        Path data = LedgerUnderTest.newDirectory();
        LedgerUnderTest before = LedgerUnderTest.start(data, IN_CLEAR);
        LoadedHistory.into(before, EVENTS);
        String key = keyWithSnapshot(before);
        long head = before.head();
        List<Map<String, Object>> columns = columns(before);
        Map<String, String> answers = answers(before, head);
        assertThat(before.jdbc().queryForList("SELECT revision FROM events.domain_event", String.class))
                .containsOnly("1");
        assertThat(text(before, "events.snapshot")).contains("jane's snapshot");
        String person = personIn(before);
        before.stop();

        try (LedgerUnderTest after = LedgerUnderTest.start(data, ENCRYPTED)) {
            ClearTextEvents events = after.bean(ClearTextEvents.class);
            await().atMost(PATIENT).until(() -> events.remaining(1) == 0);
            ReadModelStatus.awaitCaughtUp(after.admin(), PATIENT);
            assertThat(columns(after).subList(0, columns.size())).isEqualTo(columns);
            assertThat(answers(after, head)).isEqualTo(answers);
            ReadModelStatus.requireEqualToReplay(after.admin(), PATIENT);
            assertThat(text(after, "events.domain_event")).doesNotContain(person, "jane's snapshot");
            assertThat(after.jdbc().queryForObject("SELECT count(*) FROM events.use_event", Long.class))
                    .isPositive();

            assertThat(text(after, "events.snapshot")).doesNotContain("jane's snapshot");
            rotate(after, ROTATIONS);
            assertThat(text(after, "events.snapshot"))
                    .contains("PersonalAccessToken")
                    .doesNotContain("jane", "often");
            after.admin()
                    .patch("/users/me/api_keys/often", Map.of("name", "seldom"))
                    .requireStatus(200);
            assertThat(after.admin().get("/users/me/api_keys/seldom").text("description"))
                    .isEqualTo("jane's snapshot");
            Client.at(after.url()).bearer(key).get("/oauth2/verify").requireStatus(401);
        }
    }

    private static String keyWithSnapshot(LedgerUnderTest ledger) {
        String key = ledger.admin()
                .post("/users/me/api_keys", Map.of("name", "often", "description", "jane's snapshot"))
                .requireStatus(201)
                .text("key");
        rotate(ledger, ROTATIONS);
        return key;
    }

    private static void rotate(LedgerUnderTest ledger, int times) {
        Client admin = ledger.admin();
        for (int i = 0; i < times; i++) {
            admin.post("/users/me/api_keys/often/rotate", Map.of()).requireStatus(200);
        }
    }

    private static Map<String, String> answers(LedgerUnderTest ledger, long head) {
        ReadModelStatus.awaitCaughtUp(ledger.admin(), PATIENT);
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : QUESTIONS) {
            Answer answer = ledger.admin().get(question.formatted(head)).requireStatus(200);
            answers.put(
                    question,
                    question.contains("export")
                            ? answer.body()
                            : answer.json().get("items").toString());
        }
        return answers;
    }

    private static List<Map<String, Object>> columns(LedgerUnderTest ledger) {
        return ledger.jdbc().queryForList("""
                SELECT position, event_id, recorded_at, event_type FROM events.any_event ORDER BY position""");
    }

    /** The name of a key of the loaded history. */
    private static String personIn(LedgerUnderTest ledger) {
        return ledger.jdbc().queryForObject("""
                SELECT payload::json ->> 'username' FROM events.domain_event
                WHERE event_type = 'account.registered' ORDER BY global_index DESC LIMIT 1""", String.class);
    }

    private static String text(LedgerUnderTest ledger, String table) {
        return ledger.jdbc()
                .queryForObject("SELECT coalesce(string_agg(t::text, ' '), '') FROM " + table + " t", String.class);
    }
}
