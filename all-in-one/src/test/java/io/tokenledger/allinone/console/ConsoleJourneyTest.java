package io.tokenledger.allinone.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.events.notice.TokenExpiring;
import io.tokenledger.query.notice.NoticeLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Journeys of people through the web console, in Chromium. */
@Tag("browser")
@Timeout(300)
class ConsoleJourneyTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final Client user = LEDGER.newUser();
    private final Browser browser = new Browser(LEDGER.url());
    private final Page page = browser.page();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @BeforeEach
    void signIn() {
        browser.signIn(user.username());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void from_the_first_run_to_the_first_token() {
        browser.inspect("tokens-empty");
        page.getByText("Create your first token").click();
        page.getByLabel("Name").fill("laptop");
        page.getByLabel("90 days").check();
        browser.inspect("token-new");
        browser.button("Create token").click();

        String value = page.locator("#value").innerText();
        assertThat(value).startsWith("ZENPROKEY_");
        browser.button("Copy").click();
        assertThat(browser.button("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(value);
        assertThat(page.url()).doesNotContain(value);
        assertThat(browser.storage()).doesNotContain(value);
        assertThat(Client.of(LEDGER).bearer(value).get("/users/me").status()).isEqualTo(200);
        browser.inspect("token-value");

        page.getByText("I have copied it").click();
        assertThat(browser.heading("laptop")).isVisible();
        assertThat(page.content()).doesNotContain(value);
        page.goBack();
        assertThat(browser.heading("Access tokens")).isVisible();
        assertThat(page.content()).doesNotContain(value);
    }

    @Test
    void a_rotation_keeps_the_previous_value_for_a_while() {
        String first = user.newKey("job");
        use(first, "nightly/1");
        page.navigate("/console/tokens");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("job"))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rotate"))
                .click();
        assertThat(browser.heading("Rotate job")).isVisible();
        assertThat(page.getByText("nightly/1")).isVisible();
        browser.inspect("token-rotate");
        page.getByLabel("1 hour").check();
        browser.button("Rotate").click();
        String second = page.locator("#value").innerText();

        assertThat(use(first, "nightly/1")).isEqualTo(200);
        assertThat(use(second, "nightly/2")).isEqualTo(200);
        page.getByText("I have copied it").click();
        assertThat(page.getByText("These clients used an earlier value")).isVisible();
        browser.inspect("token");
    }

    @Test
    void a_deactivated_token_is_refused_until_it_is_activated() {
        String key = user.newKey("job");
        use(key, "nightly/1");
        page.navigate("/console/tokens");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("job"))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deactivate"))
                .click();
        assertThat(page.getByText("Used 1 time in the last 30 days")).isVisible();
        browser.inspect("token-deactivate");
        browser.button("Deactivate").click();
        assertThat(page.getByText("Deactivated").first()).isVisible();
        assertThat(use(key, "nightly/1")).isEqualTo(401);
        browser.button("Activate").click();
        assertThat(page.locator("h1 .status")).hasText("Works");
        assertThat(use(key, "nightly/1")).isEqualTo(200);
    }

    @Test
    void a_typed_date_selects_its_choice_and_another_choice_empties_it() {
        page.navigate("/console/tokens/new");
        assertThat(page.getByLabel("30 days")).isChecked();
        page.getByLabel("Last day").fill("2099-12-31");
        assertThat(page.locator("#expiry-date")).isChecked();
        page.getByLabel("7 days").check();
        assertThat(page.getByLabel("Last day")).hasValue("");
        String day = LocalDate.ofInstant(LEDGER.clock().instant(), ZoneOffset.UTC)
                .plusDays(9)
                .toString();
        page.getByLabel("Last day").fill(day);
        page.getByLabel("Name").fill("job");
        browser.inspect("token-new-date");
        browser.button("Create token").click();
        assertThat(browser.heading("Copy the value now")).isVisible();
        assertThat(user.get("/users/me/api_keys/job").text("expires_at"))
                .startsWith(LocalDate.parse(day).plusDays(1).toString());
    }

    @Test
    void a_deactivated_token_with_a_long_name_is_rotated() {
        String name = "n".repeat(120);
        page.navigate("/console/tokens/new?expiry=7&name=" + name);
        browser.button("Create token").click();
        assertThat(browser.heading("Copy the value now")).isVisible();
        browser.inspect("token-value-long-name");
        use(page.locator("#value").innerText(), "agent/" + "a".repeat(100));
        page.navigate("/console/tokens");
        assertThat(page.getByText("Expires within 14 days:")).isVisible();
        browser.inspect("tokens-long-name");
        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).requireStatus(200);
        page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .first()
                .click();
        browser.link("Rotate").click();
        assertThat(page.getByText("The token stays deactivated.")).isVisible();
        browser.inspect("token-rotate-deactivated");
        browser.button("Rotate").click();
        assertThat(page.getByText("The token is still deactivated.")).isVisible();
        browser.inspect("token-value-deactivated");
    }

    @Test
    void from_a_found_value_to_a_case_to_the_end_of_its_family() {
        String found = user.newKey("job");
        use(found, "nightly/1");
        Client child = Client.of(LEDGER).bearer(found);
        child.post("/users/me/api_keys", Map.of("name", "made by a stranger")).requireStatus(201);
        LEDGER.admin()
                .patch("/users/" + user.id(), Map.of("roles", List.of("superuser")))
                .requireStatus(200);

        page.navigate("/console/find");
        page.getByLabel("The value of a token").fill(found.substring(0, found.length() - 1));
        browser.button("Look up").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is not a complete token.");
        page.getByLabel("The value of a token").fill("  " + found + "\n");
        browser.button("Look up").click();
        assertThat(page.getByText("This value works now.")).isVisible();
        assertThat(page.content()).doesNotContain(found);
        assertThat(page.url()).doesNotContain(found);
        browser.inspect("find");
        page.getByText("Open a case").click();
        browser.inspect("case-new");
        browser.button("Open the case").click();
        assertThat(page.getByText("made by a stranger").first()).isVisible();
        page.getByLabel("Note").fill("The gist is deleted.");
        browser.button("Add the note").click();
        assertThat(page.locator(".note")).hasText("The gist is deleted.");
        browser.inspect("case");

        page.getByText("Deactivate what still works").click();
        page.getByLabel("Reason").fill("found in a gist");
        browser.inspect("case-deactivate");
        browser.button("Deactivate").click();
        assertThat(page.locator(".operation")).containsText("found in a gist");
        assertThat(use(found, "nightly/1")).isEqualTo(401);
        page.navigate("/console/cases");
        browser.inspect("cases");
        page.navigate("/console/account");
        browser.inspect("account");
    }

    @Test
    void times_are_typed_in_the_zone_of_the_viewer_and_sent_in_utc() {
        page.navigate("/console/tokens");
        page.getByLabel("As of").fill("2026-01-31 14:00");
        browser.button("Apply").click();
        assertThat(page).hasURL(Pattern.compile(".*as_of=2026-01-31T19%3A00%3A00.000Z.*"));
        assertThat(page.getByLabel("As of")).hasValue("2026-01-31 14:00");
        page.getByLabel("As of").fill("2026-07-31");
        browser.button("Apply").click();
        assertThat(page).hasURL(Pattern.compile(".*as_of=2026-08-01T03%3A59%3A59.999Z.*"));
        assertThat(page.getByLabel("As of")).hasValue("2026-07-31");
        page.getByLabel("As of").fill("yesterday");
        browser.button("Apply").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("must be a day such as 2026-01-31");
    }

    @Test
    void from_the_bell_to_a_rotation_and_to_a_calendar() {
        JsonNode key = user.post("/users/me/api_keys", Map.of("name", "nightly", "expires_in_minutes", 7_200))
                .json();
        UUID owner = UUID.fromString(user.id());
        Instant expiry = Instant.parse(key.get("expires_at").asString());
        LEDGER.bean(NoticeLog.class)
                .record(List.of(new TokenExpiring(UUID.fromString(key.get("id").asString()), owner, expiry, 7, true)));
        await().until(() -> user.get("/ledger/notices").json().get("items").size() == 1);
        page.navigate("/console/tokens");
        assertThat(page.locator(".bell-count")).hasText("1 notice");
        page.locator(".bell").click();
        assertThat(browser.link("Rotate")).isVisible();
        assertThat(page.locator("main")).not().containsText("of " + user.username());
        browser.inspect("notices");
        browser.button("Create an address").click();
        assertThat(page.locator("#value")).containsText("/calendar/");
        browser.inspect("notice-calendar");
        browser.link("I have copied it").click();
        browser.link("Rotate").click();
        assertThat(browser.heading("Rotate")).isVisible();
    }

    @Test
    void a_page_whose_session_ended_returns_after_the_sign_in() {
        user.delete("/users/me/sessions");
        page.navigate("/console/tokens?show=working");
        assertThat(page.getByLabel("Username")).isVisible();
        browser.inspect("sign-in");
        page.getByLabel("Username").fill(user.username());
        page.getByLabel("Password").fill(LedgerUnderTest.PASSWORD);
        browser.button("Sign in").click();
        assertThat(page).hasURL(LEDGER.url() + "/console/tokens?show=working");
    }

    private static int use(String key, String agent) {
        return Client.of(LEDGER)
                .bearer(key)
                .with("User-Agent", agent)
                .get("/users/me")
                .status();
    }
}
