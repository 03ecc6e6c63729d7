package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.authentication.lookup.LegalHolds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A superuser places and releases legal holds; auditors see them. */
class LegalHoldTest {
    private static final String HOLDS = "/ledger/legal_holds";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client admin = ledger.admin();
    private final Client user = ledger.newUser();

    @Test
    void a_hold_is_listed_until_it_is_released() {
        Answer placed = place("account", user.id()).requireStatus(201);
        String id = placed.text("id");

        assertThat(placed.header("X-Ledger-Listed")).isEqualTo("true");
        assertThat(placed.text("subject")).isEqualTo("account");
        assertThat(placed.text("subject_id")).isEqualTo(user.id());
        assertThat(placed.text("reason")).isEqualTo("a dispute");
        assertThat(placed.text("placed_by")).isEqualTo(admin.get("/users/me").text("id"));
        assertThat(placed.json().get("released_at").isNull()).isTrue();
        assertThat(listed("", id)).isEqualTo(placed.json());

        Answer released = admin.delete(HOLDS + "/" + id + "?reason=settled").requireStatus(200);

        assertThat(released.text("released_by")).isEqualTo(placed.text("placed_by"));
        assertThat(listed("", id)).isNull();
        assertThat(listed("?released=true", id)).isEqualTo(released.json());
    }

    @Test
    void a_second_release_changes_nothing() {
        String path = HOLDS + "/" + place("account", user.id()).text("id");
        Answer first = admin.delete(path).requireStatus(200);

        assertThat(admin.delete(path).requireStatus(200).json()).isEqualTo(first.json());
        assertThat(ledger.events().stream()
                        .filter(event -> event.type().equals("ledger.legal_hold_released"))
                        .filter(event -> path.endsWith(event.aggregateId())))
                .hasSize(1);
    }

    @Test
    void deleted_keys_and_accounts_can_be_held() {
        TestOrganization acme = TestOrganization.of(ledger);
        String account = acme.serviceAccount();
        String accountPath = acme.path() + "/service_accounts/" + account;
        acme.admin().delete(accountPath).requireStatus(200);
        String key = user.createKey("gone").text("id");
        user.delete("/users/me/api_keys/gone").requireStatus(200);

        place("account", account).requireStatus(201);
        place("token", key).requireStatus(201);
        place("organization", acme.id()).requireStatus(201);

        assertThat(ledger.bean(LegalHolds.class).holdsAccount(UUID.fromString(account)))
                .isTrue();
        assertThat(ledger.bean(LegalHolds.class).holdsAccount(UUID.fromString(user.id())))
                .isTrue();
    }

    @Test
    void a_hold_on_an_organization_covers_a_member_that_leaves() {
        TestOrganization acme = TestOrganization.of(ledger);
        acme.put(user, "organization_member");
        String hold = place("organization", acme.id()).requireStatus(201).text("id");
        UUID id = UUID.fromString(user.id());

        acme.admin().delete(acme.path() + "/members/" + user.id()).requireStatus(200);

        assertThat(ledger.bean(LegalHolds.class).holdsAccount(id)).isTrue();
        admin.delete(HOLDS + "/" + hold).requireStatus(200);
        assertThat(ledger.bean(LegalHolds.class).holdsAccount(id)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"token, token_not_found", "account, account_not_found", "organization, organization_not_found"})
    void an_unknown_subject_is_not_found(String subject, String code) {
        Answer rejected = place(subject, UUID.randomUUID().toString()).requireStatus(404);

        assertThat(rejected.text("code")).isEqualTo(code);
    }

    @Test
    void an_unknown_hold_is_not_found() {
        assertThat(admin.delete(HOLDS + "/" + UUID.randomUUID())
                        .requireStatus(404)
                        .text("code"))
                .isEqualTo("legal_hold_not_found");
        admin.delete(HOLDS + "/no-id").requireStatus(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            value = {
                "subject; null; 422; token, account or organization",
                "subject; workspace; 422; token, account or organization",
                "id; null; 422; must be the id of the",
                "id; no-id; 422; id",
                "reason; null; 422; must say why",
                "reason; ' '; 422; must say why",
                "until; tomorrow; 400; until"
            })
    void an_invalid_hold_is_rejected_with_a_remedy(String member, String value, int status, String problem) {
        assertThat(admin.post(HOLDS, body(member, value)).requireStatus(status).body())
                .contains(problem);
    }

    @Test
    void a_reason_is_short_and_contains_no_credential() {
        String key = user.newKey("secret");

        assertThat(admin.post(HOLDS, body("reason", "x".repeat(501)))
                        .requireStatus(422)
                        .body())
                .contains("at most 500 characters");
        assertThat(admin.post(HOLDS, body("reason", "leaked " + key))
                        .requireStatus(422)
                        .body())
                .contains("'reason'")
                .doesNotContain(key);
        admin.post(HOLDS, body("reason", "x".repeat(500))).requireStatus(201);
    }

    @Test
    void only_superusers_place_and_release_and_auditors_read() {
        String path = HOLDS + "/" + place("account", user.id()).text("id");
        Client auditor = ledger.newUser();
        admin.patch("/users/" + auditor.id(), Map.of("roles", List.of("auditor")))
                .requireStatus(200);

        auditor.get(HOLDS).requireStatus(200);
        auditor.post(HOLDS, body("reason", "a dispute")).requireStatus(403);
        auditor.delete(path).requireStatus(403);
        user.get(HOLDS).requireStatus(403);
        user.post(HOLDS, body("reason", "a dispute")).requireStatus(403);
        user.delete(path).requireStatus(403);
    }

    @Test
    void a_repeated_write_has_one_effect() {
        Client repeating = admin.with("Idempotency-Key", Unique.text());
        Map<String, Object> body = body("reason", "a dispute");
        List<Answer> answers =
                Concurrently.run(4, () -> repeating.post(HOLDS, body).requireStatus(201));
        String id = answers.getFirst().text("id");

        assertThat(answers).allSatisfy(answer -> assertThat(answer.text("id")).isEqualTo(id));
        assertThat(ledger.events().stream()
                        .filter(event -> event.type().equals("ledger.legal_hold_placed"))
                        .filter(event -> event.text("subjectId").equals(user.id())))
                .hasSize(1);

        Client releasing = admin.with("Idempotency-Key", Unique.text());
        Answer released = releasing.delete(HOLDS + "/" + id).requireStatus(200);
        assertThat(releasing.delete(HOLDS + "/" + id).requireStatus(200).json()).isEqualTo(released.json());
        releasing.delete(HOLDS + "/" + UUID.randomUUID()).requireStatus(422);
    }

    @Test
    void pages_continue_with_a_cursor() {
        String first = place("account", user.id()).text("id");
        String second = place("account", user.id()).text("id");

        Answer page = admin.get(HOLDS + "?limit=1").requireStatus(200);
        Answer next =
                admin.get(HOLDS + "?limit=1&cursor=" + page.text("next_cursor")).requireStatus(200);

        assertThat(page.json().at("/items/0/id").asString()).isEqualTo(second);
        assertThat(next.json().at("/items/0/id").asString()).isEqualTo(first);
        admin.get(HOLDS + "?limit=1&released=true&cursor=" + page.text("next_cursor"))
                .requireStatus(400);
        admin.get(HOLDS + "?released=maybe").requireStatus(422);
    }

    @Test
    void the_audit_trail_shows_the_hold_its_reason_and_its_release() {
        String id = place("account", user.id()).text("id");
        admin.delete(HOLDS + "/" + id + "?reason=settled").requireStatus(200);

        assertThat(recorded("ledger.legal_hold_placed", id).get("reason").asString())
                .isEqualTo("a dispute");
        assertThat(recorded("ledger.legal_hold_released", id).get("reason").asString())
                .isEqualTo("settled");
    }

    /** The reason is a personal text: the store has it encrypted. */
    @Test
    void the_stored_event_does_not_show_the_reason() {
        String id = place("account", user.id()).text("id");

        assertThat(ledger.jdbc()
                        .queryForList(
                                "SELECT payload || metadata FROM events.domain_event WHERE aggregate_id = ?",
                                String.class,
                                id))
                .singleElement()
                .asString()
                .contains(id)
                .doesNotContain("a dispute");
    }

    private JsonNode recorded(String action, String id) {
        return await().until(
                        () -> admin.get("/ledger/audit?action=" + action)
                                .requireStatus(200)
                                .json()
                                .get("items")
                                .valueStream()
                                .filter(entry ->
                                        entry.at("/data/hold_id").asString("").equals(id))
                                .findFirst()
                                .orElse(null),
                        entry -> entry != null);
    }

    private JsonNode listed(String query, String id) {
        return admin.get(HOLDS + query)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .filter(hold -> hold.get("id").asString().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Answer place(String subject, String id) {
        return admin.post(HOLDS, Map.of("subject", subject, "id", id, "reason", "a dispute"));
    }

    private Map<String, Object> body(String member, String value) {
        Map<String, Object> body = new HashMap<>(Map.of("subject", "account", "id", user.id(), "reason", "a dispute"));
        body.put(member, value);
        return body;
    }
}
