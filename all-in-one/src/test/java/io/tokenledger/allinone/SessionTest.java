package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Browser sessions, and cross-site requests that try to use them. */
class SessionTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final String username = ledger.newUser().username();

    @Test
    void a_browser_signs_in_reads_writes_with_its_token_and_signs_out() {
        Answer signedIn = signIn().requireStatus(204);
        Client browser = Client.of(ledger).with("Cookie", cookies(signedIn));

        assertThat(browser.get("/users/me").requireStatus(200).text("username")).isEqualTo(username);
        browser.with("X-CSRF-Token", csrf(signedIn))
                .post("/users/me/api_keys", Map.of("name", "from-the-browser"))
                .requireStatus(201);

        Answer signedOut = browser.delete("/auth/session").requireStatus(204);
        assertThat(setCookies(signedOut)).allMatch(cookie -> cookie.contains("Max-Age=0"));
    }

    @Test
    void a_session_that_has_signed_out_is_refused_however_its_token_is_shown() {
        Answer signedIn = signIn();
        String token = signedIn.cookies().get("ledger_session");
        Client browser = Client.of(ledger).with("Cookie", cookies(signedIn));
        Client bearer = Client.of(ledger).bearer(token);
        Client other = Client.of(ledger).signIn(username, LedgerUnderTest.PASSWORD);
        bearer.get("/oauth2/verify").requireStatus(200);

        browser.delete("/auth/session").requireStatus(204);

        browser.get("/users/me").requireStatus(401);
        bearer.get("/users/me").requireStatus(401);
        bearer.get("/oauth2/verify").requireStatus(401);
        assertThat(ledger.admin()
                        .form("/oauth2/introspect", Map.of("token", token))
                        .requireStatus(200)
                        .body())
                .isEqualTo("{\"active\":false}");
        other.get("/users/me").requireStatus(200);
        Client.of(ledger).delete("/auth/session").requireStatus(204);
        browser.delete("/auth/session").requireStatus(204);
        other.delete("/auth/session").requireStatus(204);
        other.get("/users/me").requireStatus(401);
    }

    @Test
    void a_person_sees_the_living_sessions_and_ends_one_of_them() {
        Client user = ledger.newUser();
        Client phone = user.with("User-Agent", "phone").again();
        String phoneIp = phone.headers().get("X-Forwarded-For");

        List<JsonNode> sessions = sessions(user);
        assertThat(sessions).hasSize(2);
        JsonNode ofPhone = sessions.getFirst();
        assertThat(ofPhone.get("user_agent").asString()).isEqualTo("phone");
        assertThat(ofPhone.get("ip").asString()).isEqualTo(phoneIp);
        assertThat(ofPhone.get("current").asBoolean()).isFalse();
        assertThat(Instant.parse(ofPhone.get("expires_at").asString()))
                .isAfter(Instant.parse(ofPhone.get("created").asString()));
        assertThat(sessions.get(1).get("current").asBoolean()).isTrue();

        String path = "/users/me/sessions/" + ofPhone.get("jti").asString();
        assertThat(user.delete(path).requireStatus(200).body()).isEqualTo("null");

        phone.get("/users/me").requireStatus(401);
        assertThat(sessions(user)).hasSize(1);
        user.delete(path).requireStatus(200);
        assertThat(ended(ofPhone.get("jti").asString())).isEqualTo(1);
    }

    @Test
    void a_caller_can_neither_end_nor_detect_a_session_of_another_account() {
        Client user = ledger.newUser();
        Client stranger = ledger.newUser();
        String jti = sessions(user).getFirst().get("jti").asString();

        Answer refused = stranger.delete("/users/me/sessions/" + jti).requireStatus(404);

        assertThat(refused.body())
                .isEqualTo(stranger.delete("/users/me/sessions/" + UUID.randomUUID())
                        .requireStatus(404)
                        .body());
        stranger.delete("/users/me/sessions/nonsense").requireStatus(404);
        user.get("/users/me").requireStatus(200);
    }

    /** Otherwise a thief of a key could keep ending its owner's sessions. */
    @Test
    void an_api_key_sees_sessions_and_ends_none() {
        Client user = ledger.newUser();
        Client key = Client.of(ledger).bearer(user.newKey("sees"));
        JsonNode seen = sessions(key).getFirst();
        assertThat(seen.get("current").asBoolean()).isFalse();

        key.delete("/users/me/sessions").requireStatus(403);
        key.delete("/users/me/sessions/" + seen.get("jti").asString()).requireStatus(403);

        user.get("/users/me").requireStatus(200);
    }

    @Test
    void signing_out_everywhere_ends_all_sessions_the_one_that_asks_included_and_no_key() {
        Client user = ledger.newUser();
        Client other = user.again();
        Client key = Client.of(ledger).bearer(user.newKey("goes-on"));

        assertThat(user.delete("/users/me/sessions").requireStatus(200).body()).isEqualTo("null");

        user.get("/users/me").requireStatus(401);
        other.get("/users/me").requireStatus(401);
        key.get("/users/me").requireStatus(200);
        Client signedInAgain = user.again();
        assertThat(sessions(signedInAgain))
                .singleElement()
                .matches(session -> session.get("current").asBoolean());
        assertThat(sessions(key)).hasSize(1);
    }

    @Test
    void a_new_password_takes_the_sessions_out_of_the_list() {
        Client user = ledger.newUser();
        user.again();
        assertThat(sessions(user)).hasSize(2);

        user.put(
                        "/users/me/password",
                        Map.of("current_password", LedgerUnderTest.PASSWORD, "password", "a-much-better-password"))
                .requireStatus(200);

        assertThat(sessions(Client.of(ledger).signIn(user.username(), "a-much-better-password")))
                .hasSize(1);
    }

    @Test
    void the_trail_says_who_ended_which_session() {
        Client user = ledger.newUser();
        String id = user.id();
        Client phone = user.again();
        String jti = sessions(user).getFirst().get("jti").asString();
        user.delete("/users/me/sessions/" + jti).requireStatus(200);
        user.delete("/users/me/sessions").requireStatus(200);

        List<JsonNode> rows = Awaitility.await()
                .until(
                        () -> trail("account.api_token_revoked", id, "account.sessions_ended"),
                        found -> found.size() == 2);
        JsonNode one = rows.getFirst();
        assertThat(one.at("/data/jti").asString()).isEqualTo(jti);
        assertThat(one.get("reason").asString()).isEqualTo("session ended");
        assertThat(rows.get(1).get("reason").asString()).isEqualTo("signed out everywhere");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("owner_id").asString()).isEqualTo(id);
            assertThat(row.at("/actor/account_id").asString()).isEqualTo(id);
            assertThat(row.at("/actor/session_id").asString()).isNotEqualTo(jti).isNotEmpty();
        });
        phone.get("/users/me").requireStatus(401);
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
                            .requireStatus(403)
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
                .requireStatus(403);
        elsewhere.post("/users/me/api_keys", Map.of("name", Unique.text())).requireStatus(403);
        elsewhere.delete("/auth/session").requireStatus(403);

        elsewhere.get("/users/me").requireStatus(200);
        browser.with("Sec-Fetch-Site", "same-origin")
                .post("/users/me/api_keys", Map.of("name", Unique.text()))
                .requireStatus(201);
    }

    @Test
    void a_cookie_holds_sign_ins_only_and_stands_alone() {
        String key = ledger.newUser().newKey("in-a-cookie");
        String maxPerKey =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");

        for (String other : List.of(key, maxPerKey, "nonsense")) {
            Client.of(ledger)
                    .with("Cookie", "ledger_session=" + other)
                    .get("/users/me")
                    .requireStatus(401);
        }
        Client.of(ledger)
                .with("Cookie", cookies(signIn()))
                .bearer(key)
                .get("/users/me")
                .requireStatus(400);
        Client.of(ledger)
                .form("/auth/session", Map.of("username", username, "password", Unique.text() + "-wrong-password"))
                .requireStatus(401);
    }

    @Test
    void a_person_chooses_a_new_password_with_the_old_one_and_all_sessions_end() {
        Client user = ledger.newUser();
        Client other = user.again();
        String key = user.newKey("goes-on");
        Map<String, String> change =
                Map.of("current_password", LedgerUnderTest.PASSWORD, "password", "a-much-better-password");

        Client.of(ledger).bearer(key).put("/users/me/password", change).requireStatus(403);
        user.put(
                        "/users/me/password",
                        Map.of("current_password", "wrong-password", "password", "a-much-better-password"))
                .requireStatus(403);
        user.put("/users/me/password", Map.of("password", "a-much-better-password"))
                .requireStatus(422);
        user.put("/users/me/password", Map.of("current_password", LedgerUnderTest.PASSWORD, "password", "short"))
                .requireStatus(422);
        user.put("/users/me/password", change).requireStatus(200);

        user.get("/users/me").requireStatus(401);
        other.get("/users/me").requireStatus(401);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
        Client.of(ledger)
                .signIn(user.username(), "a-much-better-password")
                .get("/users/me")
                .requireStatus(200);
    }

    @Test
    void guesses_at_the_current_password_are_slowed_down() {
        Client user = ledger.newUser();
        Map<String, String> guess =
                Map.of("current_password", "guess-" + Unique.text(), "password", "a-much-better-one");
        ledger.clock().travelToNextMinute();
        for (int i = 0; i < 20; i++) {
            user.put("/users/me/password", guess).requireStatus(403);
        }
        assertThat(user.put("/users/me/password", guess).requireStatus(429).header("Retry-After"))
                .isNotEmpty();
    }

    /** A proxy uses GET for writes, too, so the ledger could not check the origin of a cookie request. */
    @Test
    void a_proxy_that_asks_is_told_nothing_by_a_cookie() {
        Client.of(ledger)
                .with("Cookie", cookies(signIn()))
                .get("/oauth2/verify")
                .requireStatus(401);
    }

    private static List<JsonNode> sessions(Client user) {
        return user.get("/users/me/sessions")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private long ended(String jti) {
        return ledger.events().stream()
                .filter(event -> event.type().equals("account.api_token_revoked"))
                .filter(event -> event.text("jti").equals(jti))
                .count();
    }

    /** Rows of these actions, oldest first. */
    private List<JsonNode> trail(String action, String owner, String orAction) {
        return ledger.admin()
                .get("/ledger/audit?order=asc&limit=500&owner=" + owner)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .filter(row ->
                        Set.of(action, orAction).contains(row.get("action").asString()))
                .toList();
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
