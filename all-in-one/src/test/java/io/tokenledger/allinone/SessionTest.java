package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser that is signed in, and pages elsewhere that would like to use that. */
class SessionTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final String username = ledger.newUser().username();

    @Test
    void a_browser_signs_in_reads_writes_with_its_token_and_signs_out() {
        Answer signedIn = signIn().demand(204);
        Client browser = Client.of(ledger).with("Cookie", cookies(signedIn));

        assertThat(browser.get("/users/me").demand(200).text("username")).isEqualTo(username);
        browser.with("X-CSRF-Token", csrf(signedIn))
                .post("/users/me/api_keys", Map.of("name", "from-the-browser"))
                .demand(201);

        Answer signedOut = browser.delete("/auth/session").demand(204);
        assertThat(setCookies(signedOut)).allMatch(cookie -> cookie.contains("Max-Age=0"));
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
        List<String> cookies = setCookies(signIn());

        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("ledger_session="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("ledger_csrf="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("SameSite=Lax").doesNotContain("HttpOnly"));
    }

    @Test
    void a_write_that_does_not_prove_where_it_comes_from_is_refused() {
        Answer signedIn = signIn();
        Client browser = Client.of(ledger).with("Cookie", cookies(signedIn));
        String ofAnother = csrf(signIn());

        for (Client forged :
                List.of(browser, browser.with("X-CSRF-Token", "guess"), browser.with("X-CSRF-Token", ofAnother))) {
            assertThat(forged.post("/users/me/api_keys", Map.of("name", "forged"))
                            .demand(403)
                            .body())
                    .contains("X-CSRF-Token");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example.org",
        "Origin, null"
    })
    void a_page_of_another_origin_neither_signs_anybody_in_or_out_nor_writes(String header, String value) {
        Answer signedIn = signIn();
        Client browser = Client.of(ledger).with("Cookie", cookies(signedIn)).with("X-CSRF-Token", csrf(signedIn));
        Client elsewhere = browser.with(header, value);

        Client.of(ledger)
                .with(header, value)
                .form("/auth/session", Map.of("username", username, "password", LedgerUnderTest.PASSWORD))
                .demand(403);
        elsewhere.post("/users/me/api_keys", Map.of("name", Unique.text())).demand(403);
        elsewhere.delete("/auth/session").demand(403);

        elsewhere.get("/users/me").demand(200);
        browser.with("Sec-Fetch-Site", "same-origin")
                .post("/users/me/api_keys", Map.of("name", Unique.text()))
                .demand(201);
    }

    @Test
    void a_cookie_holds_sign_ins_only_and_stands_alone() {
        String key = ledger.newUser().newKey("in-a-cookie");
        String ofKey =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");

        for (String other : List.of(key, ofKey, "nonsense")) {
            Client.of(ledger)
                    .with("Cookie", "ledger_session=" + other)
                    .get("/users/me")
                    .demand(401);
        }
        Client.of(ledger)
                .with("Cookie", cookies(signIn()))
                .bearer(key)
                .get("/users/me")
                .demand(400);
        Client.of(ledger)
                .form("/auth/session", Map.of("username", username, "password", Unique.text() + "-wrong-password"))
                .demand(401);
    }

    @Test
    void a_person_chooses_a_new_password_with_the_old_one_and_all_sessions_end() {
        Client user = ledger.newUser();
        Client other = user.again();
        String key = user.newKey("goes-on");
        Map<String, String> change =
                Map.of("current_password", LedgerUnderTest.PASSWORD, "password", "a-much-better-password");

        Client.of(ledger).bearer(key).put("/users/me/password", change).demand(403);
        user.put(
                        "/users/me/password",
                        Map.of("current_password", "wrong-password", "password", "a-much-better-password"))
                .demand(403);
        user.put("/users/me/password", Map.of("password", "a-much-better-password"))
                .demand(422);
        user.put("/users/me/password", Map.of("current_password", LedgerUnderTest.PASSWORD, "password", "short"))
                .demand(422);
        user.put("/users/me/password", change).demand(200);

        user.get("/users/me").demand(401);
        other.get("/users/me").demand(401);
        Client.of(ledger).bearer(key).get("/users/me").demand(200);
        Client.of(ledger)
                .signIn(user.username(), "a-much-better-password")
                .get("/users/me")
                .demand(200);
    }

    @Test
    void guesses_at_the_current_password_are_slowed_down() {
        Client user = ledger.newUser();
        Map<String, String> guess =
                Map.of("current_password", "guess-" + Unique.text(), "password", "a-much-better-one");
        for (int i = 0; i < 20; i++) {
            user.put("/users/me/password", guess).demand(403);
        }
        assertThat(user.put("/users/me/password", guess).demand(429).header("Retry-After"))
                .isNotEmpty();
    }

    /** A proxy asks by GET for writes too, and so could not tell where they come from. */
    @Test
    void a_proxy_that_asks_is_told_nothing_by_a_cookie() {
        Client.of(ledger)
                .with("Cookie", cookies(signIn()))
                .get("/oauth2/verify")
                .demand(401);
    }

    private Answer signIn() {
        return Client.of(ledger)
                .form("/auth/session", Map.of("username", username, "password", LedgerUnderTest.PASSWORD));
    }

    private static List<String> setCookies(Answer answer) {
        return answer.response().headers().allValues("Set-Cookie");
    }

    private static String cookies(Answer answer) {
        return String.join(
                "; ",
                setCookies(answer).stream().map(cookie -> cookie.split(";")[0]).toList());
    }

    private static String csrf(Answer answer) {
        return answer.cookies().get("ledger_csrf");
    }
}
