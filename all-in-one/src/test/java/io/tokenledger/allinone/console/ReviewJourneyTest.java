package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journeys of a security reviewer through the web console, in Chromium. */
@Tag("browser")
@Timeout(300)
class ReviewJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final TestOrganization organization = TestOrganization.of(LEDGER);
    private final Client admin = LEDGER.admin();
    private final Browser browser = new Browser(LEDGER.url());
    private final Page page = browser.page();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @BeforeEach
    void signIn() {
        browser.signIn(admin.username());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_refused_use_arrives_in_the_live_view() {
        Client user = LEDGER.newUser();
        String key = user.newKey("watched");
        use(key, "nightly/1");
        page.navigate("/console/audit");
        page.getByLabel("Search").fill("watched");
        browser.button("Apply").click();
        assertThat(page).hasURL(LEDGER.url() + "/console/audit?q=watched");
        page.locator(".entry summary").first().click();
        browser.inspect("audit");

        page.getByText("More filters").click();
        page.getByLabel("User agent").fill("nightly");
        page.getByLabel("Search").fill("");
        browser.button("Apply").click();
        assertThat(page.getByText("used by nightly/1")).isVisible();
        browser.inspect("audit-filters");

        page.navigate("/console/audit");
        browser.link("Start live view").click();
        assertThat(browser.link("Stop live view")).isVisible();
        int reads = page.getByText("audit trail read by").count();
        use("ZENPROKEY_" + "0".repeat(71), "attacker/1");
        assertThat(page.getByText("use refused by attacker/1").first()).isVisible();
        use(key, "nightly/2");
        assertThat(page.getByText("used by nightly/2").first()).isVisible();
        assertThat(page.getByText("audit trail read by").count()).isEqualTo(reads);
        browser.inspect("audit-live");
        browser.link("Stop live view").click();
        assertThat(page.locator("[data-uses] canvas")).isVisible();
        browser.inspect("audit-chart");
    }

    @Test
    void tokens_that_a_review_questions_are_deactivated_and_restored() {
        String key = organization.admin().newKey("forgotten");
        String deleted = organization.admin().createKey("long gone").text("id");
        use(key, "nightly/1");
        long before = LEDGER.head();
        organization.admin().delete("/users/me/api_keys/" + deleted).requireStatus(200);

        page.navigate("/console/review");
        page.getByLabel("Compare with").fill(String.valueOf(before));
        browser.button("Apply").click();
        assertThat(browser.heading("Then and now")).isVisible();
        browser.inspect("review");
        browser.link("Which tokens changed since then").click();
        assertThat(page.getByText("long gone")).isVisible();
        browser.inspect("review-changes");

        page.navigate("/console/review/tokens");
        page.getByLabel("As of").fill(String.valueOf(before));
        browser.button("Apply").click();
        assertThat(page.getByText("long gone")).isVisible();
        page.getByText("Show the present").click();
        assertThat(page.getByText("long gone")).not().isVisible();
        page.getByLabel("The last 90 days").fill("-30");
        assertThat(page.getByLabel("As of").inputValue()).matches("\\d{4}-\\d{2}-\\d{2}");
        browser.inspect("review-tokens");
        page.getByLabel("Select forgotten").check();
        browser.button("Deactivate the selected…").click();
        assertThat(page.getByText("nightly/1")).isVisible();
        page.getByLabel("Reason").fill("nobody answers");
        browser.inspect("review-deactivate");
        browser.button("Deactivate").click();
        assertThat(browser.heading("nobody answers")).isVisible();
        assertThat(use(key, "nightly/1")).isEqualTo(401);

        page.reload();
        assertThat(page.getByText("1 use was refused since.")).isVisible();
        browser.inspect("operation");
        browser.button("Select all").click();
        browser.button("Restore the selected…").click();
        browser.inspect("operation-restore");
        browser.button("Restore").click();
        assertThat(page.getByText("Active again")).isVisible();
        assertThat(use(key, "nightly/1")).isEqualTo(200);
        page.navigate("/console/operations");
        browser.inspect("operations");
        page.navigate("/console/review/signals");
        browser.inspect("review-signals");
    }

    @Test
    void a_legal_hold_is_placed_and_released() {
        Client user = LEDGER.newUser();
        page.navigate("/console/review");
        browser.link("Legal holds").click();
        browser.inspect("review-legal-holds-empty");
        page.getByLabel("Its id").fill("018f0000-0000-7000-8000-000000000001");
        page.getByLabel("Reason").fill("Case 17 at the labour court");
        browser.button("Place the hold").click();
        assertThat(page.locator("#field-problem")).isVisible();
        assertThat(page.getByLabel("Reason")).hasValue("Case 17 at the labour court");
        browser.inspect("review-legal-holds-rejected");

        page.getByLabel("Its id").fill(user.id());
        browser.button("Place the hold").click();
        assertThat(browser.link(user.username())).isVisible();
        browser.inspect("review-legal-holds");

        browser.link("Release the hold on " + user.username()).click();
        page.getByLabel("Reason").fill("settled");
        browser.inspect("review-legal-hold-release");
        browser.button("Release").click();
        assertThat(browser.heading("No legal hold in force")).isVisible();
        page.navigate("/console/review/legal-holds?released=true");
        assertThat(page.getByText("released")).isVisible();
        browser.inspect("review-legal-holds-released");
    }

    private static int use(String key, String agent) {
        return Client.of(LEDGER)
                .bearer(key)
                .with("User-Agent", agent)
                .get("/users/me")
                .status();
    }
}
