package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages about legal holds, without a browser. */
class LegalHoldConsoleTest {
    private static final String HOLDS = "/console/review/legal-holds";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client admin = ledger.admin();
    private final ConsoleSession console = ConsoleSession.of(ledger, admin.username());
    private final Client user = ledger.newUser();

    @Test
    void a_hold_is_placed_listed_and_released_after_a_question() {
        String key = user.createKey("held-key").text("id");
        TestOrganization acme = TestOrganization.of(ledger);

        assertThat(console.location(HOLDS, form("account", user.id()))).isEqualTo(HOLDS);
        assertThat(console.location(HOLDS, form("token", key))).isEqualTo(HOLDS);
        assertThat(console.location(HOLDS, form("organization", acme.id()))).isEqualTo(HOLDS);

        String shown = get(HOLDS);
        assertThat(shown)
                .contains(
                        "href=\"/console/users/" + user.id() + "\"",
                        user.username(),
                        "href=\"/console/tokens/" + key + "\"",
                        "held-key",
                        "href=\"/console/organizations/" + acme.id() + "\"",
                        "Case &lt;17&gt;",
                        admin.username())
                .doesNotContain("<17>");
        String question = HOLDS + "/" + holdOn(user.id()) + "/release";
        assertThat(shown).contains("href=\"" + question + "\"");
        assertThat(get(question)).contains("Release the legal hold?", user.username(), "Case &lt;17&gt;");

        assertThat(console.location(question, Map.of("reason", "settled"))).isEqualTo(HOLDS);

        assertThat(get(HOLDS)).doesNotContain("/console/users/" + user.id());
        assertThat(get(HOLDS + "?released=true")).contains("/console/users/" + user.id(), "released");
        assertThat(console.location(question, Map.of())).isEqualTo(HOLDS);
        assertThat(console.get(question).statusCode()).isEqualTo(302);
    }

    @Test
    void a_rejected_form_keeps_what_was_typed_and_names_the_field() {
        String unknown = UUID.randomUUID().toString();

        HttpResponse<String> notFound = console.post(HOLDS, form("organization", unknown));
        assertThat(notFound.statusCode()).isEqualTo(404);
        assertThat(notFound.body())
                .contains(
                        "There is no organization with the id " + unknown,
                        "id=\"field-problem\"",
                        "value=\"" + unknown + "\"",
                        "value=\"Case &lt;17&gt;\"")
                .containsPattern("value=\"organization\" selected");
        for (Map<String, String> form : List.of(
                form("account", "no-id"),
                Map.of("subject", "account", "reason", "Case <17>"),
                Map.of("subject", "account", "id", user.id()))) {
            HttpResponse<String> rejected = console.post(HOLDS, form);
            assertThat(rejected.statusCode()).as("%s", form).isEqualTo(422);
            assertThat(rejected.body()).as("%s", form).contains("role=\"alert\"", "id=\"field-problem\"");
        }
    }

    @Test
    void a_rejected_release_keeps_its_reason() {
        console.location(HOLDS, form("account", user.id()));
        String question = HOLDS + "/" + holdOn(user.id()) + "/release";
        String key = user.newKey("secret");

        HttpResponse<String> rejected = console.post(question, Map.of("reason", "leaked " + key));

        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(rejected.body()).contains("id=\"field-problem\"", "Release the legal hold?");
    }

    @Test
    void another_page_can_name_the_subject() {
        assertThat(get(HOLDS + "?subject=token&id=" + user.id()))
                .contains("value=\"" + user.id() + "\"")
                .containsPattern("value=\"token\" selected");
    }

    @Test
    void auditors_see_the_holds_and_no_form_and_others_see_no_page() {
        console.location(HOLDS, form("account", user.id()));
        Client auditor = ledger.newUser();
        admin.patch("/users/" + auditor.id(), Map.of("roles", List.of("auditor")))
                .requireStatus(200);
        ConsoleSession reading = ConsoleSession.of(ledger, auditor.username());

        String shown = reading.get(HOLDS).body();
        assertThat(shown).contains("Case &lt;17&gt;").doesNotContain("Place the hold", "/release\"");
        assertThat(reading.post(HOLDS, form("account", user.id())).statusCode()).isEqualTo(403);
        assertThat(ConsoleSession.of(ledger, user.username()).get(HOLDS).statusCode())
                .isEqualTo(403);
    }

    private String holdOn(String subject) {
        return admin.get("/ledger/legal_holds")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .filter(hold -> hold.get("subject_id").asString().equals(subject))
                .map(hold -> hold.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> form(String subject, String id) {
        return Map.of("subject", subject, "id", id, "reason", "Case <17>");
    }

    private String get(String path) {
        HttpResponse<String> answer = console.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
