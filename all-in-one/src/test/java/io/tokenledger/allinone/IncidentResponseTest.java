package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One question gets one answer: what was found, what it did, what still works, what changed, and why. */
class IncidentResponseTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String LOOKUPS = "/ledger/tokens/lookups";
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    private final Client admin = LEDGER.admin();
    private final Client user = LEDGER.newUser();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_found_value_is_recognized_at_any_age_and_the_lookup_is_recorded_without_it() {
        Answer created = user.createKey("laptop");
        String first = created.text("key");
        String id = created.text("id");
        String second = user.post("/users/me/api_keys/laptop/rotate", Map.of("retain_period_minutes", 0))
                .requireStatus(200)
                .text("key");
        String apiToken = exchange(second);
        String deleted = user.newKey("gone");
        user.delete("/users/me/api_keys/gone").requireStatus(200);

        JsonNode found = admin.post(
                        LOOKUPS,
                        Map.of(
                                "values", List.of(" " + first + "\n", second, apiToken, deleted, "ZENPROKEY_nothing"),
                                "digests", List.of(digest(id))))
                .requireStatus(200)
                .json()
                .get("results");

        assertThat(found.valueStream().map(one -> one.get("value_is").asString()))
                .containsExactly("retired", "current", "api_token", "of_deleted_key", "unknown", "current");
        assertThat(found.valueStream().map(one -> one.get("works").asBoolean()))
                .containsExactly(false, true, true, false, false, true);
        assertThat(found.get(0).get("refused_because").asString()).isEqualTo("retired");
        assertThat(found.get(0).get("worked_until").isNull()).isFalse();
        assertThat(found.get(3).get("refused_because").asString()).isEqualTo("deleted");
        assertThat(found.get(0).get("token_id").asString()).isEqualTo(id);
        assertThat(lastLookup()).contains(id, "\"6\"").doesNotContain(first, apiToken);

        assertThat(LEDGER.newUser()
                        .post(LOOKUPS, Map.of("values", List.of(second, apiToken)))
                        .requireStatus(200)
                        .json()
                        .get("results")
                        .valueStream()
                        .map(one -> one.get("value_is").asString()))
                .containsOnly("unknown");
    }

    @Test
    void the_record_of_a_lookup_names_all_keys_that_were_found() {
        List<Answer> keys = IntStream.range(0, 25)
                .mapToObj(number -> user.createKey("key-" + number))
                .toList();

        admin.post(
                        LOOKUPS,
                        Map.of(
                                "values",
                                keys.stream().map(key -> key.text("key")).toList()))
                .requireStatus(200);

        assertThat(lastLookup())
                .contains("\"keys\":\"25\"")
                .contains(keys.stream().map(key -> key.text("id")).toList());
    }

    private static String lastLookup() {
        return LEDGER.events().stream()
                .filter(event -> event.type().equals("ledger.audit_read"))
                .map(event -> event.payload().toString())
                .filter(payload -> payload.contains("token_lookup"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void a_lookup_of_nothing_or_of_no_digest_is_rejected_with_the_remedy() {
        assertThat(admin.post(LOOKUPS, Map.of()).requireStatus(422).body()).contains("'values', 'digests' or both");
        assertThat(admin.post(LOOKUPS, Map.of("digests", List.of("abc")))
                        .requireStatus(422)
                        .body())
                .contains("64 hexadecimal digits");
        assertThat(admin.post(LOOKUPS, Map.of("values", List.of(), "more", 1)).status())
                .isEqualTo(400);
    }

    @Test
    void a_bulk_operation_names_the_api_tokens_among_its_values_and_the_route_that_ends_them() {
        String key = user.newKey("laptop");
        String apiToken = exchange(key);

        assertThat(admin.post("/ledger/tokens/deactivations", Map.of("values", List.of(key, apiToken)))
                        .requireStatus(422)
                        .body())
                .contains("counted from 0 at: 1", "POST /oauth2/revoke")
                .doesNotContain(apiToken);

        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
    }

    @Test
    void an_api_token_is_known_to_be_revoked() {
        String apiToken = exchange(user.newKey("laptop"));
        Client.of(LEDGER).form("/oauth2/revoke", Map.of("token", apiToken)).requireStatus(200);

        JsonNode found = user.post(LOOKUPS, Map.of("values", List.of(apiToken)))
                .requireStatus(200)
                .json()
                .at("/results/0");

        assertThat(found.get("works").asBoolean()).isFalse();
        assertThat(found.get("refused_because").asString()).isEqualTo("revoked");
    }

    @Test
    void keys_are_ended_by_their_ids_and_one_of_them_is_restored() {
        String one = user.createKey("one").text("id");
        String two = user.createKey("two").text("id");
        String other = UUID.randomUUID().toString();

        JsonNode ended = admin.post(DEACTIVATIONS, Map.of("tokens", List.of(one, two, other), "reason", "drill"))
                .requireStatus(200)
                .json();

        assertThat(ended.get("deactivated").asInt()).isEqualTo(2);
        assertThat(ended.get("not_found").valueStream().map(JsonNode::asString)).containsExactly(other);
        String act = DEACTIVATIONS + "/" + ended.get("id").asString();
        JsonNode restored = admin.post(act + "/restorations", Map.of("tokens", List.of(one)))
                .requireStatus(200)
                .json();
        assertThat(restored.get("restored").asInt()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(state(one)).isEqualTo("works null"));
        assertThat(state(two)).isEqualTo("refused deactivated");
        JsonNode deleted = admin.post(act + "/deletions", Map.of("tokens", List.of(one, two)))
                .requireStatus(200)
                .json();
        assertThat(deleted.get("deleted").asInt()).isEqualTo(1);
        assertThat(deleted.get("not_found").valueStream().map(JsonNode::asString))
                .containsExactly(one);
        assertThat(admin.post(DEACTIVATIONS, Map.of("tokens", List.of("laptop")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_restoration_names_the_keys_that_still_do_not_work_and_why() {
        Client leaver = LEDGER.newUser();
        String gone = leaver.createKey("gone").text("id");
        String laptop = user.createKey("laptop").text("id");
        String act = admin.post(DEACTIVATIONS, Map.of("tokens", List.of(gone, laptop)))
                .requireStatus(200)
                .text("id");
        admin.patch("/users/" + leaver.id(), Map.of("active", false)).requireStatus(200);
        String restorations = DEACTIVATIONS + "/" + act + "/restorations";

        for (Map<String, Object> body : List.of(Map.<String, Object>of("dry_run", true), Map.<String, Object>of())) {
            JsonNode restored =
                    admin.post(restorations, body).requireStatus(200).json();

            assertThat(restored.get("still_refused")
                            .valueStream()
                            .map(key -> key.get("id").asString() + " "
                                    + key.get("refused_because").asString()))
                    .containsExactly(gone + " account_inactive");
        }
    }

    @Test
    void an_interrupted_operation_continues_under_the_same_idempotency_key() {
        Client careful = admin.with("Idempotency-Key", Unique.text());
        user.newKey("one");
        user.newKey("two");
        Map<String, Object> all = Map.of("filter", Map.of("owner", user.id()));
        JsonNode begun = careful.post(DEACTIVATIONS, all).requireStatus(200).json();
        // As after a crash before the answer was stored, with one key left to do.
        LEDGER.jdbc()
                .update(
                        "UPDATE command_side.idempotency SET status = NULL, answer = NULL WHERE key = ?",
                        careful.headers().get("Idempotency-Key"));
        user.newKey("three");

        JsonNode continued = careful.post(DEACTIVATIONS, all).requireStatus(200).json();

        assertThat(continued.get("id")).isEqualTo(begun.get("id"));
        assertThat(continued.get("deactivated").asInt()).isEqualTo(3);
        assertThat(continued.get("failed")).isEmpty();
        assertThat(LEDGER.events().stream()
                        .filter(event -> event.type().equals("ledger.bulk_act_begun"))
                        .filter(event -> event.payload()
                                .toString()
                                .contains(begun.get("id").asString())))
                .hasSize(1);
        assertThat(LEDGER.events().stream()
                        .filter(event -> event.type().equals("token.deactivated"))
                        .filter(event -> event.payload().toString().contains(user.id())))
                .hasSize(3);
    }

    @Test
    void every_change_of_a_key_or_an_account_takes_a_reason() {
        String id = user.createKey("laptop").text("id");
        user.patch("/users/me/api_keys/laptop", Map.of("active", false, "reason", "lost on the train"))
                .requireStatus(200);
        user.patch("/users/me/api_keys/laptop", Map.of("active", true, "reason", "found again"))
                .requireStatus(200);
        user.post("/users/me/api_keys/laptop/rotate?reason=just+to+be+safe", Map.of())
                .requireStatus(200);
        user.delete("/users/me/api_keys/" + id + "?reason=no+longer+needed").requireStatus(200);
        String owner = user.id();
        admin.patch("/users/" + owner, Map.of("active", false, "reason", "left the company"))
                .requireStatus(200);

        assertThat(Timelines.of(admin, id)
                        .valueStream()
                        .map(row -> row.get("action").asString() + ": "
                                + row.get("reason").asString("")))
                .containsExactly(
                        "token.created: ",
                        "token.deactivated: lost on the train",
                        "token.activated: found again",
                        "token.rotated: just to be safe",
                        "token.deleted: no longer needed",
                        "account.deactivated: left the company");
        admin.patch("/users/" + owner, Map.of("active", true, "reason", "x".repeat(501)))
                .requireStatus(422);
        admin.patch("/users/" + owner + "?reason=" + "x".repeat(501), Map.of("active", true))
                .requireStatus(422);
    }

    @Test
    void a_reason_with_a_pasted_credential_is_rejected_and_changes_nothing() {
        String key = user.newKey("laptop");

        assertThat(user.patch("/users/me/api_keys/laptop", Map.of("active", false, "reason", "found " + key))
                        .requireStatus(422)
                        .body())
                .contains("name the key by its id")
                .doesNotContain(key);
        user.delete("/users/me/api_keys/laptop?reason=" + key.substring(0, 30)).requireStatus(422);

        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
    }

    @Test
    void a_key_of_a_deactivated_account_is_refused_and_its_timeline_says_why() {
        String id = user.createKey("laptop").text("id");
        assertThat(state(id)).isEqualTo("works null");

        admin.patch("/users/" + user.id(), Map.of("active", false)).requireStatus(200);

        assertThat(state(id)).isEqualTo("refused account_inactive");
        assertThat(admin.get("/ledger/tokens/" + id).json().get("active").asBoolean())
                .as("as ZenML means it")
                .isTrue();
        Timelines.await(admin, id, "account.deactivated");
    }

    @Test
    void the_timeline_shows_memberships_and_policies_of_the_owner() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_member");
        String id = user.createKey("laptop").text("id");
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("creation", "allowed", "max_lifetime_minutes", 600))
                .requireStatus(200);
        admin.delete(acme.path() + "/members/" + user.id()).requireStatus(200);
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("creation", "allowed"))
                .requireStatus(200);

        assertThat(Timelines.of(admin, id)
                        .valueStream()
                        .map(row -> row.get("action").asString()))
                .containsExactly("token.created", "organization.token_policy_changed", "organization.member_removed");
        assertThat(Timelines.of(admin, id)
                        .get(1)
                        .get("organizations")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(acme.id());
    }

    @Test
    void a_report_says_who_ended_the_key_what_a_stranger_did_and_what_still_works() {
        Answer created = user.createKey("laptop");
        String id = created.text("id");
        Client holder = Client.of(LEDGER).bearer(created.text("key"));
        holder.from("192.0.2.10").get("/users/me").requireStatus(200);
        String from = LEDGER.clock().instant().toString();
        Client stranger = holder.from("198.51.100.66").with("User-Agent", "evil/1.0");
        Answer backdoor =
                stranger.post("/users/me/api_keys", Map.of("name", "backdoor")).requireStatus(201);
        Client.of(LEDGER)
                .bearer(backdoor.text("key"))
                .from("198.51.100.67")
                .get("/users/me")
                .requireStatus(200);
        admin.post(DEACTIVATIONS, Map.of("tokens", List.of(id), "reason", "found in a gist"))
                .requireStatus(200);

        JsonNode report = admin.post("/ledger/exposure_reports", Map.of("token", id, "from", from))
                .requireStatus(200)
                .json();

        JsonNode verdict = report.get("verdict");
        assertThat(verdict.get("works").asBoolean()).isFalse();
        assertThat(verdict.get("refused_because").asString()).isEqualTo("deactivated");
        assertThat(verdict.get("ended_by").asString()).isEqualTo("admin");
        assertThat(verdict.get("ended_for").asString()).isEqualTo("found in a gist");
        assertThat(verdict.get("keys").asInt()).isEqualTo(2);
        assertThat(verdict.get("working_keys").asInt()).isEqualTo(1);
        assertThat(verdict.get("has_earlier_uses").asBoolean()).isTrue();
        assertThat(verdict.get("new_networks").asInt()).isEqualTo(1);
        assertThat(verdict.get("sentences").valueStream().map(JsonNode::asString))
                .anyMatch(sentence -> sentence.contains("“backdoor” of " + user.username()));
        assertThat(report.get("new_origins")
                        .valueStream()
                        .map(origin -> origin.get("what").asString()))
                .contains("198.51.100.0/24", "evil/1.0")
                .doesNotContain("192.0.2.0/24");
        assertThat(report.get("changes")
                        .valueStream()
                        .map(change -> change.get("sentence").asString()))
                .containsExactly("created the API key “backdoor” of " + user.username());
        assertThat(report.get("family")
                        .valueStream()
                        .map(member -> member.get("name").asString() + " " + member.get("works")))
                .containsExactly("laptop false", "backdoor true");

        List<String> working = report.get("family")
                .valueStream()
                .filter(member -> member.get("works").asBoolean())
                .map(member -> member.get("id").asString())
                .toList();
        admin.post(DEACTIVATIONS, Map.of("tokens", working)).requireStatus(200);
        await().untilAsserted(() -> {
            assertThat(admin.get("/ledger/tokens?works=true&descendant_of=" + id)
                            .requireStatus(200)
                            .json()
                            .get("items"))
                    .isEmpty();
            assertThat(admin.get("/ledger/audit?changes_only=true&family_of=" + id)
                            .requireStatus(200)
                            .json()
                            .get("items")
                            .valueStream()
                            .map(row -> row.get("action").asString()))
                    .contains("token.created", "token.deactivated")
                    .doesNotContain("token.used");
        });
    }

    @Test
    void a_report_on_an_api_token_says_whether_it_works_whenever_it_was_issued() {
        String apiToken = exchange(user.newKey("laptop"));
        String jti = admin.post(LOOKUPS, Map.of("values", List.of(apiToken)))
                .json()
                .at("/results/0/jti")
                .asString();
        String after = LEDGER.clock().instant().toString();

        assertThat(verdict(Map.of("api_token", jti, "from", after)).get("works").asBoolean())
                .isTrue();
        Client.of(LEDGER).form("/oauth2/revoke", Map.of("token", apiToken)).requireStatus(200);
        JsonNode revoked = verdict(Map.of("api_token", jti, "from", after));
        assertThat(revoked.get("refused_because").asString()).isEqualTo("revoked");
        JsonNode unknown = verdict(Map.of("api_token", UUID.randomUUID().toString(), "from", after));
        assertThat(unknown.get("works").isNull()).isTrue();
        assertThat(unknown.at("/sentences/0").asString()).isEqualTo("The ledger issued no such API token.");
    }

    @Test
    void a_report_on_an_owner_or_a_network_names_the_keys_that_were_created() {
        String from = LEDGER.clock().instant().toString();
        Client holder = Client.of(LEDGER).bearer(user.newKey("laptop")).from("198.51.100.77");
        holder.post("/users/me/api_keys", Map.of("name", "child")).requireStatus(201);

        for (Map<String, Object> subject :
                List.<Map<String, Object>>of(Map.of("owner", user.id()), Map.of("ip", "198.51.100.77"))) {
            Map<String, Object> body = new HashMap<>(subject);
            body.put("from", from);
            assertThat(verdict(body).get("sentences").valueStream().map(JsonNode::asString))
                    .noneMatch(sentence -> sentence.contains("No API key was created"))
                    .anyMatch(sentence -> sentence.contains("“child” of " + user.username()));
        }
        assertThat(verdict(Map.of("token", admin.createKey(Unique.text()).text("id"), "from", from))
                        .get("sentences")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("An account of its family has these roles on the whole instance now: superuser.");
    }

    @Test
    void a_key_that_was_deactivated_before_it_was_deleted_stopped_working_at_the_first_of_both() {
        Answer created = user.createKey("laptop");
        String id = created.text("id");
        admin.post(DEACTIVATIONS, Map.of("tokens", List.of(id), "reason", "lost"))
                .requireStatus(200);
        String between = LEDGER.clock().instant().toString();
        user.delete("/users/me/api_keys/" + id).requireStatus(200);

        JsonNode found = admin.post(LOOKUPS, Map.of("values", List.of(created.text("key"))))
                .json()
                .at("/results/0");
        assertThat(found.get("refused_because").asString()).isEqualTo("deleted");
        assertThat(found.get("worked_until").asString()).isLessThan(between);
        JsonNode verdict = verdict(Map.of("token", id, "from", "2026-01-01T00:00:00Z"));
        assertThat(verdict.get("ended_for").asString()).isEqualTo("lost");
        assertThat(verdict.at("/sentences/0").asString()).contains("it was deactivated by admin");
    }

    @Test
    void lists_of_the_documented_length_fit_into_a_request() {
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(3_000).toList();
        JsonNode ended = admin.post(DEACTIVATIONS, Map.of("tokens", ids, "dry_run", true))
                .requireStatus(200)
                .json();
        assertThat(ended.get("not_found")).hasSize(3_000);
        List<String> digests =
                Stream.generate(() -> "ab".repeat(32)).limit(1_000).toList();
        assertThat(admin.post(LOOKUPS, Map.of("digests", digests))
                        .requireStatus(200)
                        .json()
                        .get("results"))
                .hasSize(1_000);
        admin.post(DEACTIVATIONS, Map.of("tokens", List.of())).requireStatus(422);
    }

    private JsonNode verdict(Map<String, ?> subject) {
        return admin.post("/ledger/exposure_reports", subject)
                .requireStatus(200)
                .json()
                .get("verdict");
    }

    @Test
    void a_malformed_instant_or_id_is_rejected_with_the_name_of_its_parameter_and_its_form() {
        String changes = "/ledger/tokens/changes?from=";
        assertThat(admin.get(changes + "yesterday").requireStatus(422).body())
                .contains("'from' must be an instant such as", "or the position of an event");
        assertThat(admin.get(changes + "999999999").requireStatus(422).body())
                .contains("'from' must not be in the future", "up to");
        assertThat(admin.get(changes + "1&to=9999-01-01T00:00:00Z")
                        .requireStatus(422)
                        .body())
                .contains("'to' must not be in the future");
        assertThat(admin.get(DEACTIVATIONS + "/drill").requireStatus(422).body())
                .contains("'actId' must be a UUID such as");
    }

    @Test
    void two_points_in_time_are_compared_with_the_events_that_explain_the_difference() {
        String kept = user.createKey("kept").text("id");
        String removed = user.createKey("removed").text("id");
        String stopped = user.createKey("stopped").text("id");
        long before = LEDGER.head();
        user.patch("/users/me/api_keys/stopped", Map.of("active", false, "reason", "unused"))
                .requireStatus(200);
        user.delete("/users/me/api_keys/removed").requireStatus(200);
        String added = user.createKey("added").text("id");
        long after = LEDGER.head();

        List<String> differences = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = user.get("/ledger/tokens/changes?limit=2&from=" + before + "&to=" + after + cursor)
                    .requireStatus(200)
                    .json();
            page.get("items")
                    .valueStream()
                    .map(change -> change.get("id").asString() + " "
                            + change.get("change").asString() + " "
                            + change.at("/before/state").asString("none") + " "
                            + change.at("/after/state").asString() + " "
                            + change.at("/events/0/action").asString())
                    .forEach(differences::add);
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(differences)
                .containsExactlyInAnyOrder(
                        stopped + " changed active inactive token.deactivated",
                        removed + " removed active deleted token.deleted",
                        added + " added none active token.created");
        assertThat(differences).noneMatch(difference -> difference.startsWith(kept));
        String owner = user.id();
        admin.patch("/users/" + user.id(), Map.of("active", false)).requireStatus(200);
        assertThat(admin.get("/ledger/tokens/changes?from=" + after)
                        .requireStatus(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(change -> change.get("owner_id").asString().equals(owner))
                        .map(change -> change.at("/after/owner_active") + " "
                                + change.at("/events/0/action").asString()))
                .hasSize(3)
                .containsOnly("false account.deactivated");
        user.get("/ledger/tokens/changes").requireStatus(401);
        admin.get("/ledger/tokens/changes").requireStatus(422);
        admin.get("/ledger/tokens/changes?from=" + after + "&to=" + before).requireStatus(422);
    }

    private String state(String id) {
        JsonNode token = admin.get("/ledger/tokens/" + id).requireStatus(200).json();
        return token.get("effective_state").asString() + " "
                + token.get("refused_because").asString("null");
    }

    private static String exchange(String key) {
        return Client.of(LEDGER)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    /** The digest of the key's current secret, as an event records it. */
    private static String digest(String keyId) {
        return LEDGER.jdbc()
                .queryForObject(
                        "SELECT digest FROM query_side.token_secret_v1 WHERE token_id = ?::uuid ORDER BY generation DESC LIMIT 1",
                        String.class,
                        keyId);
    }
}
