package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A repeated write takes effect only once. */
class IdempotencyTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();
    private final Client repeating = user.with("Idempotency-Key", Unique.text());

    @Test
    void a_repeated_create_says_which_key_it_made_and_how_to_get_a_value() {
        String id = repeating.createKey("once").text("id");

        Answer again =
                repeating.post("/users/me/api_keys", Map.of("name", "once")).requireStatus(409);

        assertThat(again.text("detail.1")).contains(id).containsIgnoringCase("rotate");
        assertThat(user.get("/users/me/api_keys").json().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void a_repeated_change_gets_the_first_answer_again_and_adds_no_event() {
        String id = user.createKey("changing").text("id");
        Answer first = repeating
                .patch("/users/me/api_keys/" + id, Map.of("description", "one"))
                .requireStatus(200);
        user.patch("/users/me/api_keys/" + id, Map.of("description", "two")).requireStatus(200);

        Answer again = repeating
                .patch("/users/me/api_keys/" + id, Map.of("description", "one"))
                .requireStatus(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(user.get("/users/me/api_keys/" + id).text("description")).isEqualTo("two");
    }

    @Test
    void a_repeated_delete_is_no_404() {
        user.createKey("deleting");

        repeating.delete("/users/me/api_keys/deleting").requireStatus(200);
        assertThat(repeating
                        .delete("/users/me/api_keys/deleting")
                        .requireStatus(200)
                        .body())
                .isEqualTo("null");
    }

    @Test
    void the_same_key_with_another_request_is_found_out() {
        repeating.createKey("first");

        assertThat(repeating
                        .post("/users/me/api_keys", Map.of("name", "second"))
                        .requireStatus(422)
                        .text("detail.0"))
                .isEqualTo("ValueError");
        user.get("/users/me/api_keys/second").requireStatus(404);
    }

    @Test
    void a_refused_write_does_not_use_its_key_up() {
        user.createKey("taken");
        repeating.post("/users/me/api_keys", Map.of("name", "taken")).requireStatus(409);
        user.delete("/users/me/api_keys/taken").requireStatus(200);

        repeating.createKey("taken");
    }

    @Test
    void two_accounts_may_use_the_same_key() {
        repeating.createKey("mine");
        ledger.newUser()
                .with("Idempotency-Key", repeating.headers().get("Idempotency-Key"))
                .createKey("mine");
    }

    @Test
    void a_hundred_repeats_at_once_are_one_write_and_one_answer() {
        String id = user.createKey("hundred").text("id");

        List<Answer> answers = Concurrently.run(
                100,
                () -> repeating
                        .from(Unique.ip())
                        .patch("/users/me/api_keys/" + id, Map.of("description", "by one of a hundred")));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(Timelines.of(user, id)).hasSize(2);
    }

    @Test
    void a_hundred_repeated_creates_at_once_make_one_key() {
        List<Answer> answers = Concurrently.run(
                100, () -> repeating.from(Unique.ip()).post("/users/me/api_keys", Map.of("name", "single")));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(99);
        assertThat(user.get("/users/me/api_keys").json().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void a_repeated_bulk_operation_and_its_stages_are_one_operation() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client holder = acme.keyOf(acme.serviceAccount());
        Client admin = acme.admin();
        Map<String, Object> body = Map.of("filter", Map.of("organization", acme.id(), "owner_kind", "service_account"));
        Client deactivating = admin.with("Idempotency-Key", Unique.text());

        Answer first = deactivating.post("/ledger/tokens/deactivations", body).requireStatus(200);
        Answer again = deactivating.post("/ledger/tokens/deactivations", body).requireStatus(200);

        assertThat(first.json().get("deactivated").asInt()).isEqualTo(1);
        assertThat(again.body()).isEqualTo(first.body());
        holder.get("/users/me").requireStatus(401);
        deactivating
                .post("/ledger/tokens/deactivations", Map.of("filter", Map.of("q", "other")))
                .requireStatus(422);
        Client restoring = admin.with("Idempotency-Key", Unique.text());
        String stage = "/ledger/tokens/deactivations/" + first.text("id") + "/restorations";
        Answer restored = restoring.post(stage, Map.of()).requireStatus(200);
        assertThat(restored.json().get("restored").asInt()).isEqualTo(1);
        assertThat(restoring.post(stage, Map.of()).requireStatus(200).body()).isEqualTo(restored.body());
        restoring
                .post("/ledger/tokens/deactivations/" + first.text("id") + "/deletions", Map.of())
                .requireStatus(422);
        holder.get("/users/me").requireStatus(200);
    }

    @Test
    void other_leaked_values_under_the_same_key_are_another_request() {
        String first = user.newKey("first");
        String second = user.newKey("second");
        Client admin = ledger.admin().with("Idempotency-Key", Unique.text());

        admin.post("/ledger/tokens/deactivations", Map.of("values", List.of(first)))
                .requireStatus(200);
        admin.post("/ledger/tokens/deactivations", Map.of("values", List.of(second)))
                .requireStatus(422);

        Client.of(ledger).bearer(second).get("/users/me").requireStatus(200);
    }

    @Test
    void a_repeated_report_or_simulation_gets_the_first_answer_and_is_recorded_once() {
        String key = user.createKey("reported").text("id");
        Client admin = ledger.admin();
        Map<String, Object> report = Map.of("token", key, "from", "2020-01-01T00:00:00Z");
        Map<String, Object> policy = Map.of(
                "policy",
                Map.of("max_lifetime_minutes", 60),
                "from",
                "2020-01-01T00:00:00Z",
                "organization",
                TestOrganization.of(ledger).id());

        for (Map.Entry<String, Map<String, Object>> request : Map.of(
                        "/ledger/exposure_reports", report, "/ledger/policy_simulations", policy)
                .entrySet()) {
            Client operator = admin.with("Idempotency-Key", Unique.text()).with("X-Request-Id", Unique.text());
            Answer first = operator.post(request.getKey(), request.getValue()).requireStatus(200);
            Answer again = operator.post(request.getKey(), request.getValue()).requireStatus(200);

            assertThat(again.json()).isEqualTo(first.json());
            operator.post(request.getKey(), Map.of("from", "2021-01-01T00:00:00Z"))
                    .requireStatus(422);
            String recorded =
                    "/ledger/audit?correlation_id=" + operator.headers().get("X-Request-Id");
            await().untilAsserted(() -> {
                String trail = admin.get(recorded).requireStatus(200).body();
                assertThat(trail.split("\"position\":").length - 2) // one of the freshness
                        .as("each read is recorded, also of a stored answer: " + trail)
                        .isEqualTo(2);
            });
        }
    }

    @Test
    void a_stored_report_is_not_returned_after_the_permissions_of_its_reader_have_changed() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client reader = ledger.newUser();
        acme.put(reader, "organization_admin").requireStatus(200);
        Map<String, Object> report = Map.of("owner", acme.member().id(), "from", "2020-01-01T00:00:00Z");
        Client repeatingReader = reader.with("Idempotency-Key", Unique.text());
        repeatingReader.post("/ledger/exposure_reports", report).requireStatus(200);

        acme.admin().delete(acme.path() + "/members/" + reader.id()).requireStatus(200);

        assertThat(repeatingReader
                        .post("/ledger/exposure_reports", report)
                        .requireStatus(422)
                        .body())
                .contains("before your permissions changed");
    }

    @Test
    void a_repeated_replay_is_started_once_and_a_failed_request_may_be_repeated() {
        Client admin = ledger.admin().with("Idempotency-Key", Unique.text());
        String path = "/ledger/projections/sessions/replays";

        Answer first = admin.post(path, Map.of("verify", true)).requireStatus(202);
        assertThat(admin.post(path, Map.of("verify", true)).requireStatus(202).text("id"))
                .isEqualTo(first.text("id"));
        admin.post(path, Map.of("verify", false)).requireStatus(422);

        Client failing = ledger.admin().with("Idempotency-Key", Unique.text());
        failing.post("/ledger/sinks/none/backfills", Map.of("from", "1")).requireStatus(404);
        failing.post("/ledger/sinks/none/backfills", Map.of("from", "1")).requireStatus(404);
    }

    @Test
    void a_write_that_cannot_honor_a_key_rejects_it() {
        String key = user.newKey("k");
        Map<String, String> login = Map.of("password", key);

        assertThat(repeating
                        .without("Authorization")
                        .form("/auth/login", login)
                        .requireStatus(400)
                        .text("detail.1"))
                .contains("Idempotency-Key");
        repeating.form("/oauth2/revoke", Map.of("token", key)).requireStatus(400);
        repeating.form("/oauth2/introspect", Map.of("token", key)).requireStatus(400);
        assertThat(repeating
                        .post("/ledger/leak_reports", Map.of("credentials", List.of(key)))
                        .requireStatus(400)
                        .text("code"))
                .isEqualTo("idempotency_key_not_supported");
        repeating
                .with("Accept", "text/html")
                .post("/ledger/exposure_reports", Map.of("owner", user.id(), "from", "2020-01-01T00:00:00Z"))
                .requireStatus(400);
        repeating.get("/users/me/api_keys").requireStatus(200);
        Client.of(ledger)
                .bearer(key)
                .with("Idempotency-Key", "x")
                .get("/oauth2/verify")
                .requireStatus(200);
    }
}
