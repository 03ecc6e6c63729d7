package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the pages of an organization answer, without a browser. */
class OrganizationConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final String page = "/console/organizations/" + acme.id();
    private final ConsoleSession admin = ConsoleSession.of(LEDGER, acme.admin().username());
    private final ConsoleSession member =
            ConsoleSession.of(LEDGER, acme.member().username());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_superuser_creates_an_organization_and_others_see_their_own() {
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");

        String created = location(superuser.post("/console/organizations", Map.of("name", "new-" + Unique.text())));

        assertThat(superuser.get(created).body()).contains("Members", "admin");
        assertThat(superuser.get("/console/organizations").body()).contains("Create an organization");
        assertThat(member.get("/console/organizations").body())
                .contains(acme.id())
                .doesNotContain("Create an organization", created);
        assertThat(member.get(created).statusCode()).isEqualTo(404);
        assertRejected(member.post("/console/organizations", Map.of("name", "mine")), 403);
        assertThat(rejected(superuser.post("/console/organizations", Map.of("name", "", "description", "kept text"))))
                .contains("value=\"kept text\"");
    }

    @Test
    void members_are_added_changed_and_removed_after_a_question() {
        Client grace = LEDGER.newUser();
        grace.newKey("laptop");
        String members = page + "/members";

        redirects(admin.post(members, Map.of("account", grace.id(), "role", "organization_member")), page);
        redirects(admin.post(members + "/" + grace.id() + "/role", Map.of("role", "organization_auditor")), page);
        assertThat(admin.get(page).body()).contains(grace.username(), "Auditor");
        assertThat(roleOf(grace)).isEqualTo("organization_auditor");

        assertThat(admin.get(members + "/" + grace.id() + "/remove").body()).contains("laptop", "not used");
        redirects(admin.post(members + "/" + grace.id() + "/remove", Map.of()), page);
        assertThat(admin.get(page).body()).doesNotContain(grace.username());
    }

    @Test
    void a_superuser_adds_a_member_by_username() {
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");
        Client grace = LEDGER.newUser();

        redirects(
                superuser.post(page + "/members", Map.of("account", grace.username(), "role", "organization_member")),
                page);

        assertThat(roleOf(grace)).isEqualTo("organization_member");
        assertThat(rejected(superuser.post(
                        page + "/members", Map.of("account", "no-such-user", "role", "organization_auditor"))))
                .contains("value=\"no-such-user\"", "no account with this username");
    }

    @Test
    void a_rejected_change_of_a_member_says_why() {
        assertThat(rejected(
                        admin.post(page + "/members", Map.of("account", "somebody", "role", "organization_member"))))
                .contains("value=\"somebody\"", "Enter the id of the account");
        assertThat(rejected(admin.post(
                        page + "/members/" + acme.admin().id() + "/role", Map.of("role", "organization_member"))))
                .contains("administrator");
        assertThat(rejected(admin.post(page + "/members/" + acme.admin().id() + "/remove", Map.of())))
                .contains("administrator");
    }

    private String roleOf(Client account) {
        for (JsonNode one : acme.admin().get(acme.path() + "/members").json().get("items")) {
            if (one.get("id").asString().equals(account.id())) {
                return one.get("role").asString();
            }
        }
        return "";
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static void redirects(HttpResponse<String> answer, String path) {
        assertThat(location(answer)).isEqualTo(path);
    }

    private static String rejected(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).contains("role=\"alert\"");
        return answer.body();
    }

    private static void assertRejected(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\"");
    }
}
