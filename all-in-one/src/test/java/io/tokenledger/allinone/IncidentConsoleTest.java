package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the pages show and do in an incident, without a browser. */
class IncidentConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final ConsoleSession admin = ConsoleSession.of(LEDGER, acme.admin().username());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void the_owner_of_a_key_that_an_administrator_ended_learns_who_and_why_and_cannot_activate_it() {
        String id = acme.member().createKey("nightly").text("id");
        ConsoleSession owner = ConsoleSession.of(LEDGER, acme.member().username());
        assertThat(owner.get("/console/tokens").body()).doesNotContain("Needs attention");
        String ask = admin.get("/console/tokens/" + id).body();
        assertThat(ask).contains("/console/review/tokens/deactivate?token=" + id);

        String operation = deactivate(List.of(id), "stolen laptop");

        String by = acme.admin().username();
        await().untilAsserted(() -> assertThat(owner.get("/console/tokens").body())
                .contains("Needs attention", "was deactivated by <bdi>" + by, "stolen laptop"));
        assertThat(owner.get("/console/tokens/" + id).body())
                .contains("You cannot activate it.", by, "stolen laptop")
                .doesNotContain("/activate\"");
        assertThat(admin.get("/console/tokens/" + id).body())
                .contains("/console/operations/" + operation + "/restore?token=" + id);
    }

    @Test
    void the_owner_activates_a_key_that_the_owner_deactivated() {
        String id = acme.member().createKey("paused").text("id");
        acme.member().patch("/users/me/api_keys/" + id, Map.of("active", false)).requireStatus(200);
        ConsoleSession owner = ConsoleSession.of(LEDGER, acme.member().username());

        await().untilAsserted(
                        () -> assertThat(owner.get("/console/tokens/" + id).body())
                                .contains("<strong>Deactivated</strong>", "/activate\"")
                                .doesNotContain("You cannot activate it."));
        assertThat(owner.get("/console/tokens").body()).doesNotContain("Needs attention");
    }

    @Test
    void everything_that_was_used_from_a_network_is_deactivated_at_once() {
        String stolen = acme.member().newKey("stolen");
        String other = acme.member().newKey("other");
        Client.of(LEDGER).bearer(stolen).from("203.0.113.7").get("/users/me").requireStatus(200);
        Client.of(LEDGER).bearer(other).from("198.51.100.1").get("/users/me").requireStatus(200);
        String list = "/console/review/tokens?used_from=203.0.113.0/24&owner="
                + acme.member().id();
        await().untilAsserted(() -> assertThat(admin.get(list).body())
                .contains(">stolen<", "/console/review/tokens/deactivate-matching?owner=")
                .doesNotContain(">other<"));
        String page = list.replace("/tokens?", "/tokens/deactivate-matching?");

        assertThat(admin.get(page).body())
                .contains("Deactivate 1 token?", ">stolen<", "used_from=203.0.113.0/24")
                .doesNotContain(">other<");
        assertThat(admin.post(page, Map.of("reason", "r".repeat(600), "matched", "1"))
                        .body())
                .contains("role=\"alert\"", "r".repeat(600), "Deactivate 1 token?");
        assertThat(admin.post(page, Map.of("reason", "stolen laptop", "matched", "2"))
                        .body())
                .contains("The tokens that match have changed.", "value=\"stolen laptop\"");
        Client.of(LEDGER).bearer(stolen).get("/users/me").requireStatus(200);
        HttpResponse<String> answer = admin.post(page, Map.of("reason", "stolen laptop", "matched", "1"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        Client.of(LEDGER).bearer(stolen).get("/users/me").requireStatus(401);
        Client.of(LEDGER).bearer(other).get("/users/me").requireStatus(200);
        String operation = answer.headers().firstValue("Location").orElseThrow();
        await().untilAsserted(
                        () -> assertThat(admin.get(operation).body()).contains("stolen laptop", ">stolen<", "1 token"));
    }

    @Test
    void all_keys_are_not_deactivated_without_a_filter() {
        HttpResponse<String> answer = admin.get("/console/review/tokens/deactivate-matching");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Deactivating every key at once is not supported");
        assertThat(admin.get("/console/review/tokens").body()).doesNotContain("deactivate-matching");
    }

    @Test
    void a_case_leads_to_the_events_and_gets_an_earlier_operation() {
        String value = acme.member().newKey("leaked");
        String id = acme.member().get("/users/me/api_keys/leaked").text("id");
        Client.of(LEDGER).bearer(value).from("203.0.113.9").get("/users/me").requireStatus(200);
        String operation = deactivate(List.of(id), "found in a gist");
        String incident = LEDGER.admin()
                .post("/ledger/cases", Map.of("title", "In a gist", "token", id, "from", "2026-01-01T00:00:00Z"))
                .requireStatus(201)
                .text("id");
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");
        String page = "/console/cases/" + incident;
        await().untilAsserted(() -> assertThat(superuser.get(page).body())
                .contains("value=\"" + operation + "\"", "found in a gist", "data-rest=\", 1 token: found in a gist\"")
                .containsPattern("token “leaked” of [^<]+ has been refused since <time [^>]*data-exact")
                .doesNotContain("API key")
                .contains("/console/audit?family_of=" + id)
                .contains("/console/audit?ip=203.0.113.0/24"));

        HttpResponse<String> answer = superuser.post(page + "/operations", Map.of("operation", operation));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        await().untilAsserted(() -> assertThat(superuser.get(page).body())
                .contains("href=\"/console/operations/" + operation + "\"")
                .doesNotContain("value=\"" + operation + "\""));
        assertThat(superuser
                        .post(page + "/operations", Map.of("operation", "none"))
                        .body())
                .contains("role=\"alert\"");
    }

    @Test
    void an_address_leads_to_its_tokens_and_events() {
        assertThat(admin.get("/console/find?what=203.0.113.0/24").body())
                .contains("/console/review/tokens?used_from=203.0.113.0/24", "/console/audit?ip=203.0.113.0/24");
    }

    private String deactivate(List<String> tokens, String reason) {
        return acme.admin()
                .post("/ledger/tokens/deactivations", Map.of("tokens", tokens, "reason", reason))
                .requireStatus(200)
                .text("id");
    }

    @Test
    void a_part_of_an_address_is_searched_as_a_name() {
        acme.member().createKey("10.0.0 gateway");

        for (String text : List.of("10.0.0", "999.1.1.1")) {
            HttpResponse<String> answer = admin.get("/console/find?what=" + text);
            assertThat(answer.statusCode()).as(text).isEqualTo(200);
            assertThat(answer.body()).contains("value=\"" + text + "\"");
        }
        await().untilAsserted(() ->
                assertThat(admin.get("/console/find?what=10.0.0").body()).contains(">10.0.0 gateway<"));
    }
}
