package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journeys of a superuser through the accounts of people, in Chromium. */
@Tag("browser")
@Timeout(300)
class UserJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String NEW_PASSWORD = "a long new password";

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
    void a_user_is_created_after_an_unknown_member_and_signs_in() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String username = "grace-" + Unique.text();
        browser.signIn("admin");
        page.navigate("/console/organizations/" + acme.id());
        page.getByLabel("Username or id").fill(username);
        browser.button("Add member").click();
        browser.inspect("organization-member-unknown");
        browser.link("Create a user").click();
        assertThat(browser.heading("Create a user")).isVisible();
        browser.inspect("user-new");

        page.getByLabel("Username").fill(username);
        page.getByLabel("Name optional").fill("Grace Hopper");
        page.getByLabel("E-mail address").fill("grace@example.org");
        exact("Password").fill(LedgerUnderTest.PASSWORD);
        exact("Password again").fill(NEW_PASSWORD);
        page.getByLabel("Reason").fill("joined the team");
        browser.button("Create user").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The passwords are not the same.");
        assertThat(page.getByLabel("Username")).hasValue(username);
        assertThat(exact("Password")).hasValue("");
        browser.inspect("user-new-rejected");
        exact("Password").fill(LedgerUnderTest.PASSWORD);
        exact("Password again").fill(LedgerUnderTest.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByText("The user is created.")).isVisible();
        assertThat(browser.storage()).doesNotContain(LedgerUnderTest.PASSWORD);
        browser.inspect("user-created");

        page.navigate("/console/organizations/" + acme.id());
        page.getByLabel("Username or id").fill(username);
        browser.button("Add member").click();
        browser.link(username).click();
        browser.link(acme.admin().get(acme.path()).text("name")).click();
        assertThat(browser.heading("Members")).isVisible();
        page.locator(".menu-account summary").click();
        browser.button("Sign out").click();
        assertThat(page.getByText("You are signed out.")).isVisible();
        browser.signIn(username);
        assertThat(browser.link("Accounts")).not().isVisible();
    }

    @Test
    void roles_and_a_password_are_set() {
        Client user = LEDGER.newUser();
        browser.signIn("admin");
        browser.link("Accounts").click();
        browser.inspect("users");
        browser.link(user.username()).click();
        page.getByLabel("Auditor").check();
        page.getByLabel("Reason").first().fill("audits this year");
        browser.button("Save roles").click();
        assertThat(page.getByText("The account is changed.")).isVisible();
        assertThat(page.getByLabel("Auditor")).isChecked();
        exact("New password").fill(NEW_PASSWORD);
        exact("New password again").fill(NEW_PASSWORD);
        browser.button("Set password").click();
        assertThat(page).hasURL(Pattern.compile(".*changed=password"));
        assertThat(Client.of(LEDGER)
                        .signIn(user.username(), NEW_PASSWORD)
                        .get("/users")
                        .status())
                .isEqualTo(200);
        browser.link("Tokens").click();
        assertThat(browser.heading("All tokens")).isVisible();
    }

    @Test
    void an_account_is_deactivated_after_a_look_at_its_uses() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        Client robot =
                Client.of(LEDGER).bearer(acme.member().newKey("nightly export")).with("User-Agent", "cron/1");
        robot.get("/users/me").requireStatus(200);
        browser.signIn("admin");
        page.navigate("/console/users/" + acme.member().id());
        browser.inspect("user");
        browser.link("Deactivate").click();
        assertThat(page.getByText("Its working tokens were used 1 time in the last 30 days"))
                .isVisible();
        page.getByLabel("Reason").fill("on leave");
        browser.inspect("user-deactivate");
        browser.button("Deactivate").click();
        assertThat(page.getByText("The person cannot sign in")).isVisible();
        assertThat(robot.get("/users/me").status()).isEqualTo(401);
        browser.inspect("user-inactive");
        browser.button("Activate").click();
        assertThat(page.getByText("The account is changed.")).isVisible();
        assertThat(robot.get("/users/me").status()).isEqualTo(200);

        page.navigate("/console/users/" + LEDGER.admin().id() + "/deactivate");
        browser.button("Deactivate").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The last active superuser");
        browser.inspect("user-last-superuser");
        page.navigate("/console/users?page=9");
        browser.inspect("users-empty");
    }

    @Test
    void a_user_is_deleted_and_the_personal_data_erased() {
        Client user = LEDGER.newUser();
        String name = user.username();
        user.newKey("nightly export");
        LEDGER.admin().get("/ledger/audit/export?owner=" + user.id()).requireStatus(200);
        browser.signIn("admin");
        page.navigate("/console/users/" + user.id());
        browser.link("Delete user").click();
        browser.button("Delete").click();
        assertThat(page.getByText("The user is deleted.")).isVisible();
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), Duration.ofSeconds(60));
        browser.link("Deleted accounts").first().click();
        assertThat(browser.heading("Deleted accounts")).isVisible();
        browser.inspect("users-deleted");
        browser.link(name).click();
        browser.inspect("user-deleted");
        browser.link("Erase personal data").click();
        assertThat(page.getByText("Export of the audit trail").first()).isVisible();
        browser.inspect("user-erase");
        page.getByLabel("Reason").fill("request 17");
        browser.button("Erase").click();
        assertThat(page.getByText("The personal data of the account is erased."))
                .isVisible();
        assertThat(page.getByText("Export of the audit trail").first()).isVisible();
        browser.inspect("user-erased");
        assertThat(page.content()).doesNotContain(name);
    }

    private Locator exact(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
