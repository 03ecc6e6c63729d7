package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the pages of the web console answer, without a browser. */
class ConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Pattern VALUE = Pattern.compile("ZENPROKEY_[0-9A-Za-z]{71}");

    private final Client user = LEDGER.newUser();
    private final ConsoleSession browser = new ConsoleSession(LEDGER);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @BeforeEach
    void signIn() {
        HttpResponse<String> answer = browser.signIn(user.username());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/console/tokens");
    }

    @Test
    void a_token_is_created_shown_once_and_used() {
        String shown = browser.post("/console/tokens", Map.of("name", "laptop", "expiry", "30"))
                .body();
        Matcher value = VALUE.matcher(shown);
        assertThat(value.find()).isTrue();

        assertThat(Client.of(LEDGER).bearer(value.group()).get("/users/me").status())
                .isEqualTo(200);
        assertThat(browser.get("/console/tokens").body()).contains("laptop").doesNotContain("ZENPROKEY_");
    }

    @Test
    void the_page_account_leads_to_an_export_of_the_own_data() {
        assertThat(browser.get("/console/account").body()).contains("/console/account/data-export", "Export my data");

        HttpResponse<String> export = browser.get("/console/account/data-export");

        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", "data-export.ndjson");
        assertThat(export.body()).contains("account.registered", user.id());
        browser.forget();
        assertThat(browser.get("/console/account/data-export").statusCode()).isEqualTo(302);
    }

    @Test
    void a_rejected_form_keeps_what_was_typed_and_says_what_is_wrong() {
        user.createKey("laptop");

        HttpResponse<String> answer =
                browser.post("/console/tokens", Map.of("name", "laptop", "description", "for me", "expiry", "90"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("value=\"laptop\"", "for me", "role=\"alert\"");
        assertThat(browser.post("/console/tokens", Map.of("name", "x", "expiry", "date", "date", "soon"))
                        .body())
                .contains("Choose a date such as 2026-12-31");
    }

    @Test
    void pages_without_a_session_lead_to_the_sign_in_and_back() {
        browser.forget();

        assertThat(browser.get("/").headers().firstValue("Location").orElseThrow())
                .endsWith("/console/tokens");
        HttpResponse<String> answer = browser.get("/console/tokens?q=a%20b");
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/console/sign-in?return=%2Fconsole%2Ftokens%3Fq%3Da%2520b");
        assertThat(browser.send(browser.request("/console/tokens")
                                .header("HX-Request", "true")
                                .GET())
                        .headers()
                        .firstValue("HX-Redirect")
                        .orElseThrow())
                .startsWith("/console/sign-in?return=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/console//evil.example",
                "/\\evil.example",
                "/swagger-ui.html",
                "/console/sign-in",
                "javascript:alert(1)"
            })
    void a_sign_in_leads_to_pages_of_the_console_only(String elsewhere) {
        HttpResponse<String> answer = browser.form(
                "/console/sign-in",
                Map.of("username", user.username(), "password", LedgerUnderTest.PASSWORD, "return", elsewhere),
                Map.of());

        assertThat(URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath())
                .isEqualTo("/console/tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "deactivate", "delete", "activate", "edit"})
    void a_form_shows_what_changed_while_it_was_open(String action) {
        String id = user.createKey("nightly").text("id");
        boolean ofTokenPage = action.equals("activate") || action.equals("edit");
        if (action.equals("activate")) {
            user.patch("/users/me/api_keys/nightly", Map.of("active", false)).requireStatus(200);
        }
        String page = "/console/tokens/" + id + (ofTokenPage ? "" : "/" + action);
        await().until(() -> browser.get(page).body().contains("name=\"etag\""));
        String shown = etagOf(browser.get(page).body());
        user.patch("/users/me/api_keys/nightly", Map.of("description", "changed elsewhere"))
                .requireStatus(200);

        Map<String, String> typed = Map.of("name", "typed", "etag", shown);
        HttpResponse<String> answer = browser.post("/console/tokens/" + id + "/" + action, typed);

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body())
                .contains("This token changed while the page was open", "renamed or described by " + user.username());
        JsonNode key = user.get("/users/me/api_keys/" + id).json();
        assertThat(key.get("generation").asInt()).isEqualTo(1);
        assertThat(key.get("name").asString()).isEqualTo("nightly");
        assertThat(key.get("active").asBoolean()).isEqualTo(!action.equals("activate"));

        Map<String, String> again = Map.of("name", "typed", "etag", etagOf(answer.body()));
        assertThat(browser.post("/console/tokens/" + id + "/" + action, again).statusCode())
                .isIn(200, 302);
    }

    private static String etagOf(String page) {
        return page.replaceAll("(?s).*name=\"etag\" value=\"([^\"]*)\".*", "$1").replace("&quot;", "\"");
    }

    @Test
    void wrong_passwords_are_rejected_on_the_page() {
        HttpResponse<String> answer =
                browser.form("/console/sign-in", Map.of("username", user.username(), "password", "wrong"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Wrong username or password.").doesNotContain("value=\"wrong\"");
    }

    @Test
    void a_write_needs_the_csrf_token_and_a_page_of_the_ledger() {
        Map<String, String> token = Map.of("name", "laptop", "expiry", "30");

        assertThat(browser.form("/console/tokens", token, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(browser.form("/console/tokens", token, Map.of("X-CSRF-Token", "guess"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.form(
                                "/console/tokens",
                                token,
                                Map.of("X-CSRF-Token", browser.csrf(), "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.form(
                                "/console/sign-in",
                                Map.of("username", user.username(), "password", LedgerUnderTest.PASSWORD),
                                Map.of("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(user.get("/users/me/api_keys").json().get("total").asInt()).isZero();
    }

    @Test
    void pages_permit_no_foreign_script_and_are_not_stored_or_framed() {
        HttpResponse<String> page = browser.get("/console/tokens");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.body()).startsWith("<!DOCTYPE html>").doesNotContain(" style=", "<script>", " onclick=");
    }

    @Test
    void texts_of_callers_are_no_markup() {
        String id = user.post(
                        "/users/me/api_keys",
                        Map.of("name", "<img src=x onerror=alert(1)>", "description", "\"><script>alert(1)</script>"))
                .requireStatus(201)
                .text("id");
        Client.of(LEDGER)
                .bearer("ZENPROKEY_" + "0".repeat(71))
                .with("User-Agent", "<b>agent</b>")
                .get("/users/me");

        for (String page : new String[] {
            "/console/tokens",
            "/console/tokens/" + id,
            "/console/tokens/" + id + "/delete",
            "/console/tokens?q=%3Cscript%3Ealert(1)%3C/script%3E",
            "/console/tokens/new?name=%3Cscript%3Ealert(1)%3C/script%3E"
        }) {
            assertThat(browser.get(page).body()).as(page).doesNotContain("<script>alert", "<img src=x", "<b>agent");
        }
    }

    @Test
    void the_record_names_the_browser_and_not_the_console() {
        browser.form(
                "/console/sign-in",
                Map.of("username", user.username(), "password", LedgerUnderTest.PASSWORD),
                Map.of("User-Agent", "Firefox of a test", "X-Forwarded-For", "198.51.100.7"));

        RecordedEvent signedIn = LEDGER.events().stream()
                .filter(event -> event.payload().toString().contains("Firefox of a test"))
                .findFirst()
                .orElseThrow();
        assertThat(signedIn.type()).isEqualTo("account.signed_in");
        assertThat(signedIn.payload().get("ip").asString()).isEqualTo("198.51.100.7");
    }

    @Test
    void a_client_that_is_not_the_console_cannot_name_the_address_of_a_browser() {
        String key = user.newKey("laptop");

        Client.of(LEDGER)
                .bearer(key)
                .with("X-Ledger-Console", "guess")
                .with("X-Ledger-Client-Address", "203.0.113.99")
                .get("/users/me")
                .requireStatus(200);

        assertThat(LEDGER.events())
                .noneMatch(event -> event.payload().toString().contains("203.0.113.99"));
    }

    @Test
    void this_was_not_me_ends_the_token_and_what_it_created_and_opens_a_case() {
        Answer key = user.createKey("job");
        Client holder = Client.of(LEDGER).bearer(key.text("key"));
        String child = holder.post("/users/me/api_keys", Map.of("name", "made by a stranger"))
                .requireStatus(201)
                .text("key");
        String path = "/console/tokens/" + key.text("id") + "/not-me";
        assertThat(browser.get(path).body()).contains("made by a stranger");

        HttpResponse<String> answer = browser.post(path, Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("2 tokens were");
        assertThat(holder.get("/users/me").status()).isEqualTo(401);
        assertThat(Client.of(LEDGER).bearer(child).get("/users/me").status()).isEqualTo(401);
        assertThat(LEDGER.admin()
                        .get("/ledger/cases?limit=500")
                        .json()
                        .get("items")
                        .valueStream()
                        .map(one -> one.at("/subject/value").asString()))
                .contains(key.text("id"));
    }

    @Test
    void an_address_that_leads_nowhere_is_a_page_that_says_so() {
        for (String path : new String[] {"/console/nowhere", "/console/tokens/no-id", "/console/a/b/c"}) {
            HttpResponse<String> answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("There is no such page.");
        }
        assertThat(browser.get("/console/assets/console.css").statusCode()).isEqualTo(200);
        assertThat(browser.get("/console/tokens/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_case_about_an_account_ends_its_sessions_and_tokens() {
        String key = user.newKey("nightly");
        String id = LEDGER.admin()
                .post(
                        "/ledger/cases",
                        Map.of("title", "Stolen laptop", "owner", user.id(), "from", "2026-01-01T00:00:00Z"))
                .requireStatus(201)
                .text("id");
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");
        String page = "/console/cases/" + id + "/deactivate";
        await().until(() -> superuser.get(page).body().contains("nightly"));
        String token = user.get("/users/me/api_keys/nightly").text("id");
        assertThat(superuser.get(page).body()).contains("Deactivate the account as well");

        HttpResponse<String> answer =
                superuser.post(page, Map.of("token-" + token, "yes", "account", "yes", "reason", "stolen laptop"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        user.get("/users/me").requireStatus(401);
        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(401);
        await().untilAsserted(
                        () -> assertThat(superuser.get("/console/cases/" + id).body())
                                .contains("The account was deactivated.")
                                .doesNotContain("Deactivate what still works"));
    }

    @Test
    void a_case_shows_uses_after_its_window() {
        Client holder = Client.of(LEDGER).bearer(user.newKey("leaked"));
        String token = user.get("/users/me/api_keys/leaked").text("id");
        holder.get("/users/me").requireStatus(200);
        String id = LEDGER.admin()
                .post("/ledger/cases", Map.of("title", "In a gist", "token", token, "from", "2026-01-01T00:00:00Z"))
                .requireStatus(201)
                .text("id");
        holder.from("192.0.2.9").get("/users/me").requireStatus(200);
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");

        await().untilAsserted(
                        () -> assertThat(superuser.get("/console/cases/" + id).body())
                                .contains("In a gist", "Since the window ended"));
    }
}
