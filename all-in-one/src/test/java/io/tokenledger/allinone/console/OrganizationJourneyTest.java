package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journeys of administrators through the pages of an organization, in Chromium. */
@Tag("browser")
@Timeout(300)
class OrganizationJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final Browser browser = new Browser(LEDGER.url());
    private final Page page = browser.page();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_service_account_gets_a_token_and_a_workspace() {
        String workspace = acme.workspace(false);
        signIn(acme.admin().username());
        browser.link("Organizations").click();
        browser.inspect("organizations");
        page.locator("table a").first().click();
        assertThat(browser.heading("Members")).isVisible();
        browser.inspect("organization");

        browser.link("Service accounts").click();
        String username = "ci-" + Unique.text();
        page.getByLabel("Username", new Page.GetByLabelOptions().setExact(true)).fill(username);
        page.getByLabel("Description").fill("the build server");
        browser.button("Create service account").click();
        assertThat(browser.heading(username)).isVisible();
        page.getByText("Create the first token").click();
        page.getByLabel("Name").fill("deploy");
        browser.inspect("organization-token-new");
        browser.button("Create token").click();
        String value = page.locator("#value").innerText();
        assertThat(use(value, "nightly/1")).isEqualTo(200);
        browser.inspect("organization-token-value");
        page.getByText("I have copied it").click();
        assertThat(browser.heading("deploy")).isVisible();
        browser.inspect("organization-token");
        page.locator(".crumbs").getByText(username).click();
        browser.inspect("organization-service-account");
        browser.link("Delete").click();
        assertThat(page.getByText("Its working tokens were used 1 time in the last 30 days"))
                .isVisible();
        browser.inspect("organization-service-account-delete");
        page.getByText("Cancel").click();
        assertThat(browser.link("Create token")).isVisible();

        browser.link("Service accounts").click();
        browser.inspect("organization-service-accounts");
        browser.link("Workspaces").click();
        page.getByLabel("Username or id").fill(username);
        browser.button("Assign").click();
        assertThat(page.getByText("The account may enter the workspace.")).isVisible();
        browser.inspect("organization-workspaces");
        page.getByLabel("Remove " + username + " from " + workspace).click();
        assertThat(page.getByText("Its working tokens were used 1 time in the last 30 days"))
                .isVisible();
        browser.inspect("organization-assignment-remove");
        browser.button("Remove").click();
        assertThat(page.getByText("The assignment is removed.")).isVisible();

        browser.link("Service accounts").click();
        page.locator("table").getByText(username).first().click();
        browser.button("Assign").click();
        page.getByLabel("Remove the account from " + workspace).click();
        page.getByText("Cancel").click();
        assertThat(browser.heading(username)).isVisible();
        browser.inspect("organization-service-account-workspace");
    }

    @Test
    void a_member_is_added_by_its_username() {
        String username = LEDGER.newUser().username();
        signIn(acme.admin().username());
        page.navigate("/console/organizations/" + acme.id());
        page.getByLabel("Username or id").fill("no-such-user");
        browser.button("Add member").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no active user with this username.");
        assertThat(page.locator("#field-problem")).containsText("There is no active user with this username.");
        browser.inspect("organization-member-rejected");
        page.getByLabel("Username or id").fill(username);
        browser.button("Add member").click();
        assertThat(page.locator("table").getByText(username).first()).isVisible();
    }

    @Test
    void selected_tokens_are_deactivated_and_restored() {
        String value = acme.member().newKey("laptop");
        acme.member().newKey("forgotten");
        use(value, "zenml/1");
        signIn(acme.admin().username());
        page.navigate("/console/organizations/" + acme.id());
        page.getByText("No expiry").click();
        browser.inspect("organization-tokens");
        page.getByLabel("Select laptop").check();
        browser.button("Deactivate the selected…").click();
        assertThat(page.getByText("Deactivate 1 token?")).isVisible();
        page.getByLabel("Reason").fill("found in a log");
        browser.button("Deactivate").click();
        assertThat(page.getByText("No use was refused since.")).isVisible();
        assertThat(use(value, "zenml/1")).isEqualTo(401);
        page.reload();
        page.getByLabel("Select laptop").check();
        browser.button("Restore the selected…").click();
        page.getByLabel("Reason").fill("it was another one");
        browser.button("Restore").click();
        await().untilAsserted(() -> assertThat(use(value, "zenml/1")).isEqualTo(200));
    }

    @Test
    void a_policy_is_tried_before_it_is_saved() {
        use(acme.member().newKey("forever"), "zenml/1");
        signIn(acme.admin().username());
        page.navigate("/console/organizations/" + acme.id());
        browser.link("Token policy").click();
        page.getByLabel("Longest lifetime").first().fill("90");
        browser.inspect("organization-policy");
        browser.button("Show the effects").click();
        assertThat(page.getByText("Tokens that violate it today")).isVisible();
        assertThat(browser.link("forever")).isVisible();
        browser.inspect("organization-policy-preview");
        browser.button("Save the policy").click();
        assertThat(page.getByText("The policy is in force.")).isVisible();
    }

    @Test
    void an_account_is_offboarded() {
        String value = acme.member().newKey("laptop");
        use(value, "zenml/1");
        signIn("admin");
        page.navigate("/console/organizations/" + acme.id());
        page.getByLabel("Offboard " + acme.member().username()).click();
        assertThat(page.getByText("zenml/1")).isVisible();
        browser.inspect("organization-offboarding");
        page.getByLabel("Reason").fill("left the company");
        browser.button("Offboard").click();
        assertThat(page.getByText("1 token deactivated.")).isVisible();
        assertThat(use(value, "zenml/1")).isEqualTo(401);
        browser.inspect("organization-offboarded");
        page.getByText("Back to the members").click();
        page.getByLabel("Remove " + acme.auditor().username()).click();
        browser.inspect("organization-member-remove");
        browser.button("Remove").click();
        assertThat(browser.heading("Members")).isVisible();
        assertThat(page.content()).doesNotContain(acme.auditor().username());
    }

    private void signIn(String username) {
        browser.signIn(username);
    }

    private static int use(String key, String agent) {
        return Client.of(LEDGER)
                .bearer(key)
                .with("User-Agent", agent)
                .get("/users/me")
                .status();
    }
}
