package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journeys without a mouse: the focus moves by Tab, and every action is a key. */
@Tag("browser")
@Timeout(300)
class KeyboardJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final int MAX_TABS = 80;

    private final Client user = LEDGER.newUser();
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
    void a_token_is_created_rotated_deactivated_and_deleted() {
        browser.signIn(user.username());
        press("Enter", page.getByText("Create your first token"));
        focus(page.getByLabel("Name"));
        page.keyboard().type("laptop");
        press("Enter", browser.button("Create token"));
        String first = page.locator("#value").innerText();
        press("Enter", browser.button("Copy"));
        assertThat(browser.button("Copied")).isVisible();
        press("Enter", browser.link("I have copied it"));

        press("Enter", browser.link("Rotate"));
        focus(page.getByLabel("no longer: it ends now"));
        page.keyboard().press("ArrowDown");
        assertThat(page.getByLabel("1 hour")).isChecked();
        press("Enter", browser.button("Rotate"));
        assertThat(page.locator("#value")).not().hasText(first);
        assertThat(status(first)).isEqualTo(200);
        press("Enter", browser.link("I have copied it"));

        press("Enter", browser.link("Deactivate"));
        press("Enter", browser.button("Deactivate"));
        assertThat(page.locator("h1 .status")).hasText("Deactivated");
        assertThat(status(first)).isEqualTo(401);
        press("Enter", browser.link("Delete"));
        press("Enter", browser.button("Delete"));
        assertThat(page.locator("h1")).hasText("Access tokens");
    }

    @Test
    void tokens_of_an_organization_are_chosen_and_deactivated() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String account = acme.serviceAccount();
        acme.keyOf(account);
        browser.signIn(acme.admin().username());
        press("Enter", browser.link("Organizations"));
        press("Enter", page.locator("main table a").first());
        press("Enter", browser.link("Tokens"));
        press("Space", page.locator("main input[type=checkbox]").last());
        assertThat(page.locator("main input[type=checkbox]").last()).isChecked();
        press("Enter", browser.button("Deactivate the selected…"));
        focus(page.getByLabel("Reason"));
        page.keyboard().type("no longer needed");
        press("Enter", browser.button("Deactivate"));
        assertThat(page.locator("main")).containsText("no longer needed");
    }

    @Test
    void the_first_stop_of_each_page_leads_to_its_content() {
        browser.signIn(user.username());
        page.navigate("/console/audit");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main#content")).isFocused();
    }

    private static int status(String key) {
        return Client.of(LEDGER).bearer(key).get("/users/me").status();
    }

    private void press(String key, Locator target) {
        focus(target);
        page.keyboard().press(key);
    }

    /** Moves the focus to the element by Tab alone. */
    private void focus(Locator target) {
        target.waitFor();
        for (int i = 0; i < MAX_TABS; i++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not reach " + target + " on " + page.url());
    }
}
