package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journeys of a superuser through the pages about the ledger itself, in Chromium. */
@Tag("browser")
@Timeout(300)
class StatusJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

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
    void a_comparison_is_followed_to_its_differences() {
        String forged = LEDGER.newUser().createKey("honest").text("id");
        await().until(() -> LEDGER.jdbc()
                        .update(
                                "UPDATE query_side.token_listing_v1 SET name = 'forged' WHERE token_id = ?",
                                UUID.fromString(forged))
                == 1);
        page.navigate("/console/review");
        browser.link("Status").click();
        browser.button("Compare audit-trail").click();
        assertThat(page.getByText("No difference").first()).isVisible();
        browser.button("Compare token-listing").click();
        assertThat(page.getByText("1 difference").first()).isVisible();
        browser.inspect("status");
        browser.link("Comparison of token-listing").first().click();
        assertThat(page.getByText("forged")).isVisible();
        assertThat(browser.heading("Status of the ledger")).not().isVisible();
        browser.inspect("replay-differences");
        browser.link("Delete").click();
        browser.inspect("replay-delete");
        browser.button("Delete").click();
        assertThat(browser.heading("Status of the ledger")).isVisible();
    }

    @Test
    void a_sandbox_is_built_read_and_deleted() {
        page.navigate("/console/status");
        browser.link("Sandboxes").click();
        assertThat(page.getByText("No sandbox")).isVisible();
        browser.inspect("sandboxes-empty");
        page.getByLabel("As of").fill("yesterday");
        browser.button("Build the sandbox").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(page.getByLabel("As of")).hasValue("yesterday");
        browser.inspect("sandboxes-rejected");
        page.getByLabel("As of").fill("");
        browser.button("Build the sandbox").click();
        assertThat(browser.heading("Read from it")).isVisible();
        assertThat(page.locator("#read-tokens")).containsText(LEDGER.url() + "/ledger/tokens?replay=");
        browser.inspect("sandbox");
        browser.link("Sandboxes").click();
        browser.inspect("sandboxes");
        page.locator("#sandboxes a").click();
        browser.link("Delete").click();
        browser.inspect("sandbox-delete");
        browser.button("Delete").click();
        assertThat(page.getByText("No sandbox")).isVisible();
    }

    @Test
    void the_size_of_the_store_is_shown_with_what_a_retention_would_free() {
        page.navigate("/console/status");
        browser.link("Storage").click();
        assertThat(browser.heading("Retention of uses")).isVisible();
        assertThat(page.getByText("No retention is set")).isVisible();
        assertThat(page.getByText("Uses of credentials")).isVisible();
        browser.inspect("storage");
    }

    @Test
    void a_blocked_sandbox_shows_its_problem() {
        UUID blocked = UUID.randomUUID();
        LEDGER.jdbc().update("""
                        INSERT INTO query_side.replay
                            (id, kind, projections, state, events_done, events_total, problem, started_at, claimed_until)
                        VALUES (?, 'sandbox', ARRAY['token-listing'], 'running', 120, 480, 'no space left on device',
                                now() - interval '1 minute', 'infinity')""", blocked);
        page.navigate("/console/status/sandboxes");
        assertThat(page.getByText("no space left on device")).isVisible();
        browser.inspect("sandboxes-blocked");
        page.locator("#sandboxes table a").focus();
        page.waitForResponse("**/sandboxes/progress", () -> {});
        assertThat(page.locator("#sandboxes table a")).isFocused();
        page.keyboard().press("Enter");
        assertThat(browser.heading("Sandboxes")).not().isVisible();
        browser.inspect("sandbox-blocked");
        admin.delete("/ledger/replays/" + blocked).requireStatus(204);
        assertThat(page.getByText("This replay was deleted.")).isVisible();
    }

    @Test
    void a_sink_is_added_changed_set_back_and_removed() {
        page.navigate("/console/status/sinks");
        browser.inspect("sinks-empty");
        page.getByLabel("Name").fill("siem");
        page.getByLabel("Target").fill("https://127.0.0.1:9/ledger");
        page.getByLabel("Deliver since").fill("1");
        browser.button("Add the sink").click();
        assertThat(browser.heading("Copy the secret now")).isVisible();
        browser.inspect("sink-secret");
        browser.link("I have copied it").click();
        assertThat(page.getByText("The ledger retries.")).isVisible();
        browser.inspect("sink-failing");
        page.navigate("/console/status");
        assertThat(page.getByText("A sink does not deliver: siem")).isVisible();
        browser.inspect("status-sink-failing");
        browser.link("siem").click();
        browser.button("Test").click();
        assertThat(page.getByText("The position did not change.")).isVisible();
        browser.inspect("sink-tested");
        browser.button("Pause").click();
        assertThat(browser.button("Resume")).isVisible();
        browser.inspect("sink");

        browser.link("Change").click();
        page.getByLabel("Target").fill("http://user:pw@127.0.0.1/");
        browser.button("Change").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        browser.inspect("sink-edit");
        page.getByLabel("Target").fill("https://127.0.0.1:9/other");
        browser.button("Change").click();
        assertThat(page.getByText("https://127.0.0.1:9/other")).isVisible();

        LEDGER.jdbc().update("UPDATE query_side.sink SET position = 2");
        page.getByLabel("Since").fill("soon");
        browser.button("Deliver again…").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(page.getByLabel("Since")).hasValue("soon");
        page.getByLabel("Since").fill("1");
        browser.button("Deliver again…").click();
        assertThat(browser.heading("Deliver 2 entries again?")).isVisible();
        browser.inspect("sink-backfill");
        browser.button("Deliver again").click();
        assertThat(browser.heading("siem")).isVisible();

        page.navigate("/console/status/sinks");
        browser.inspect("sinks");
        page.navigate("/console/status");
        browser.link("Sinks").click();
        browser.link("siem").click();
        browser.link("Remove").click();
        browser.inspect("sink-remove");
        browser.button("Remove").click();
        assertThat(page.getByText("No sink")).isVisible();
    }
}
