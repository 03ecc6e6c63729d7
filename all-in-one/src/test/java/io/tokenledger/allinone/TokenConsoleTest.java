package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pages and forms of a token say about its state and its policy, without a browser. */
class TokenConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final Client user = acme.member();
    private final ConsoleSession owner = ConsoleSession.of(LEDGER, user.username());
    private final ConsoleSession admin = ConsoleSession.of(LEDGER, acme.admin().username());

    @Test
    void only_clients_that_used_the_previous_value_after_the_rotation_are_marked() {
        Answer key = user.createKey("nightly");
        use(key, "before/1");
        rotateWithRetention();
        use(key, "after/1");

        await().untilAsserted(() -> assertThat(owner.get(page(key.text("id"))).body())
                .contains("Uses of the last minute may be missing.")
                .containsPattern("after/1</bdi>\\s*<span class=\"tag")
                .doesNotContainPattern("before/1</bdi>\\s*<span class=\"tag"));
    }

    @Test
    void administrators_see_that_earlier_uses_may_be_hidden() {
        Client late = LEDGER.newUser();
        Answer key = late.createKey("nightly");
        use(key, "job/1");
        acme.put(late, "organization_member");
        String id = key.text("id");

        await().untilAsserted(() -> assertThat(
                        admin.get("/console/review/tokens?owner=" + late.id()).body())
                .contains("none that you may see"));
        assertThat(admin.get(page(id)).body()).contains("No use in the last 30 days that you may see.");
        assertThat(ConsoleSession.of(LEDGER, late.username()).get(page(id)).body())
                .contains("Used <strong>1</strong>");
        String unused = user.createKey("unused").text("id");
        await().untilAsserted(
                        () -> assertThat(owner.get(page(unused)).body()).contains("Not used in the last 30 days."));
    }

    @Test
    void a_token_of_another_account_leads_back_to_the_review() {
        String id = user.createKey("nightly").text("id");

        await().untilAsserted(() -> assertThat(admin.get(page(id)).body())
                .contains(
                        "<a href=\"/console/review/tokens\">Tokens</a>",
                        "href=\"/console/review\" aria-current=\"page\"")
                .doesNotContain("crumbs\"><a href=\"/console/tokens\""));
        assertThat(owner.get(page(id)).body())
                .contains("crumbs\"><a href=\"/console/tokens\">Access tokens</a>")
                .doesNotContain("/console/review/tokens");
    }

    private void rotateWithRetention() {
        user.post("/users/me/api_keys/nightly/rotate", Map.of("retain_period_minutes", 60))
                .requireStatus(200);
    }

    private static void use(Answer key, String agent) {
        Client.of(LEDGER).bearer(key.text("key")).with("User-Agent", agent).get("/users/me");
    }

    private static String page(String id) {
        return "/console/tokens/" + id;
    }
}
