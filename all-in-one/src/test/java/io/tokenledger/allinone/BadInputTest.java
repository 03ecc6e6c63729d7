package io.tokenledger.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input gets a clear error in the format of its route, and changes nothing. */
class BadInputTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();
    private static final Client USER = LEDGER.newUser();
    private static final String KEYS = "/users/me/api_keys";

    static Stream<Arguments> bodiesOfACreate() {
        return Stream.of(
                arguments("no JSON", "nonsense", 400, "BadRequest"),
                arguments("no body", "", 400, "BadRequest"),
                arguments("an array", "[]", 400, "BadRequest"),
                arguments("two objects", "{\"name\":\"a\"}{}", 400, "BadRequest"),
                arguments("a repeated field", "{\"name\":\"a\",\"name\":\"b\"}", 400, "BadRequest"),
                arguments("deep nesting", "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", 400, "BadRequest"),
                arguments("no name", "{}", 422, "ValueError"),
                arguments("a null name", "{\"name\":null}", 422, "ValueError"),
                arguments("an empty name", "{\"name\":\"\"}", 422, "ValueError"),
                arguments("a blank name", "{\"name\":\"  \"}", 422, "ValueError"),
                arguments("a name of 256 characters", "{\"name\":\"" + "n".repeat(256) + "\"}", 422, "ValueError"),
                arguments("a name that is a number", "{\"name\":7}", 422, "ValueError"),
                arguments("a name that is an object", "{\"name\":{}}", 422, "ValueError"),
                arguments("NUL in a name", "{\"name\":\"a\\u0000b\"}", 422, "ValueError"),
                arguments("a line break in a name", "{\"name\":\"a\\r\\nb\"}", 422, "ValueError"),
                arguments("a right-to-left override", "{\"name\":\"a\\u202Eb\"}", 422, "ValueError"),
                arguments("a zero-width space", "{\"name\":\"a\\u200Bb\"}", 422, "ValueError"),
                arguments("an unpaired surrogate", "{\"name\":\"a\\uD800b\"}", 422, "ValueError"),
                arguments("Cyrillic among Latin", "{\"name\":\"p\\u0430ypal\"}", 422, "ValueError"),
                arguments("a NUL in a description", "{\"name\":\"a\",\"description\":\"\\u0000\"}", 422, "ValueError"),
                arguments(
                        "a long description",
                        "{\"name\":\"a\",\"description\":\"" + "d".repeat(2_001) + "\"}",
                        422,
                        "ValueError"),
                arguments("expiry in 0 minutes", "{\"name\":\"a\",\"expires_in_minutes\":0}", 422, "ValueError"),
                arguments("expiry in -1 minutes", "{\"name\":\"a\",\"expires_in_minutes\":-1}", 422, "ValueError"),
                arguments(
                        "expiry that is no number",
                        "{\"name\":\"a\",\"expires_in_minutes\":\"soon\"}",
                        422,
                        "ValueError"),
                arguments(
                        "expiry in Long.MAX minutes",
                        "{\"name\":\"a\",\"expires_in_minutes\":9223372036854775807}",
                        422,
                        "ValueError"),
                arguments("expiry beyond a long", "{\"name\":\"a\",\"expires_in_minutes\":1e999}", 422, "ValueError"),
                arguments("expiry in half a minute", "{\"name\":\"a\",\"expires_in_minutes\":0.5}", 422, "ValueError"),
                arguments(
                        "expiry in the past",
                        "{\"name\":\"a\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                        422,
                        "ValueError"),
                arguments(
                        "expiry in the year 9999",
                        "{\"name\":\"a\",\"expires_at\":\"9999-12-31T23:59:59Z\"}",
                        422,
                        "ValueError"),
                arguments("expiry that is no date", "{\"name\":\"a\",\"expires_at\":\"tomorrow\"}", 422, "ValueError"),
                arguments(
                        "two expiries",
                        "{\"name\":\"a\",\"expires_in_minutes\":5,\"expires_at\":\"2099-01-01T00:00:00Z\"}",
                        422,
                        "ValueError"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesOfACreate")
    void a_create_with(String what, String body, int status, String name) {
        Client user = LEDGER.newUser();

        Answer answer = user.json("POST", KEYS, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("detail.0")).isEqualTo(name);
        assertThat(answer.text("detail.1")).isNotBlank();
        assertThat(user.get(KEYS).json().get("total").asInt()).isZero();
    }

    @ParameterizedTest(name = "retention {0}")
    @ValueSource(strings = {"-1", "43201", "99999999999", "\"long\"", "1.5"})
    void a_rotation_with_a_bad_retention_changes_nothing(String retention) {
        Client user = LEDGER.newUser();
        String key = user.newKey("kept");

        Answer answer = user.json("POST", KEYS + "/kept/rotate", "{\"retain_period_minutes\":" + retention + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
        assertThat(user.get(KEYS + "/kept").json().get("generation").asInt()).isEqualTo(1);
    }

    /** A truncated character, an overlong slash in two and in three bytes, and a surrogate. */
    @ParameterizedTest
    @ValueSource(strings = {"c3", "c0af", "e080af", "eda080"})
    void invalid_utf_8_is_refused_in_every_body_path_and_parameter(String hex) {
        byte[] invalid = HexFormat.of().parseHex(hex);
        String escaped = "%" + HexFormat.ofDelimiter("%").formatHex(invalid);
        Client anybody = Client.of(LEDGER);

        Answer json = USER.raw("POST", KEYS, "application/json", around("{\"name\":\"a", invalid, "b\"}"));
        assertThat(json.requireStatus(400).text("detail.1")).contains("UTF-8");
        String form = "application/x-www-form-urlencoded";
        for (Answer answer : List.of(
                anybody.raw("POST", "/auth/login", form, around("username=a", invalid, "b&password=x")),
                anybody.raw("POST", "/auth/login", form, ("username=a" + escaped + "b&password=x").getBytes(UTF_8)),
                anybody.raw("POST", "/auth/login", form, ("a" + escaped + "b=1&password=x").getBytes(UTF_8)),
                USER.get("/users/me?ignored=a" + escaped + "b"),
                USER.get("/users/me?a" + escaped + "b=1"))) {
            assertThat(answer.requireStatus(400).text("detail.1")).contains("UTF-8");
        }
        USER.get(KEYS + "/a" + escaped + "b").requireStatus(400);
        assertThat(USER.get("/ledger/tokens?q=a" + escaped + "b")
                        .requireStatus(400)
                        .text("code"))
                .isEqualTo("malformed_encoding");
        assertThat(anybody.raw("POST", "/oauth2/revoke", form, ("token=a" + escaped).getBytes(UTF_8))
                        .requireStatus(400)
                        .text("error"))
                .isEqualTo("invalid_request");
        assertThat(USER.get(KEYS)
                        .json()
                        .get("items")
                        .valueStream()
                        .map(key -> key.get("name").asString()))
                .noneMatch(name -> name.contains("/"));
    }

    private static byte[] around(String before, byte[] invalid, String after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(UTF_8));
        body.writeBytes(invalid);
        body.writeBytes(after.getBytes(UTF_8));
        return body.toByteArray();
    }

    /** Tomcat rejects it before any filter runs. */
    @Test
    void a_path_that_is_not_read_gets_an_error_in_the_format_of_its_route() {
        Answer ledger =
                LedgerUnderTest.shared().admin().get("/ledger/tokens/%5C").requireStatus(400);
        assertThat(ledger.header("Content-Type")).startsWith("application/problem+json");
        assertThat(ledger.json().get("code").asString()).isEqualTo("bad_request");
        Answer zenml = LedgerUnderTest.shared().admin().get("/users/%5C").requireStatus(400);
        assertThat(zenml.json().get("detail")).hasSize(2);
    }

    @Test
    void the_name_of_a_parameter_may_be_percent_encoded() {
        String key = USER.newKey("named");

        Client.of(LEDGER).bearer(key).get("/users/me?access%5Ftoken=" + key).requireStatus(400);
        Client.of(LEDGER).bearer(key).get("/users/me?%61ccess_token=" + key).requireStatus(400);
        USER.get("/ledger/tokens?%73tate=sleeping").requireStatus(422);
        USER.get("/ledger/tokens?%61s_of=yesterday").requireStatus(422);
        USER.get("/users/me?%72eplay=x").requireStatus(422);
    }

    @Test
    void what_a_body_may_not_set_is_ignored() {
        Answer created = USER.json("POST", KEYS, """
                {"name":"mass","id":"00000000-0000-0000-0000-000000000001","owner_id":"x","generation":9,
                 "created":"2000-01-01T00:00:00Z","state":"deleted","is_superuser":true,"active":false}""");

        created.requireStatus(201);
        assertThat(created.text("id")).isNotEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(created.text("state")).isEqualTo("active");
        assertThat(created.json().get("generation").asInt()).isEqualTo(1);
    }

    @Test
    void names_are_one_name_whatever_their_case_and_unicode_form() {
        USER.createKey("Caf\u00e9 Stra\u00dfe");

        for (String same : new String[] {
            "caf\u00e9 stra\u00dfe", "Cafe\u0301 Stra\u00dfe", "CAF\u00c9 STRASSE", "\uff23af\u00e9 Stra\u00dfe"
        }) {
            Answer taken = USER.post(KEYS, Map.of("name", same));
            assertThat(taken.status()).as(same).isEqualTo(409);
            assertThat(taken.text("detail.0")).isEqualTo("EntityExistsError");
        }
        USER.get(KEYS + "/CAFE%CC%81%20stra%C3%9Fe").requireStatus(200);
    }

    @Test
    void an_account_has_a_bounded_number_of_keys() {
        Client user = LEDGER.newUser();
        for (int i = 0; i < 50; i++) {
            user.post(KEYS + "?wait=false", Map.of("name", "k" + i)).requireStatus(201);
        }

        assertThat(user.post(KEYS, Map.of("name", "one-more"))
                        .requireStatus(422)
                        .text("detail.1"))
                .contains("50");
        user.delete(KEYS + "/k0").requireStatus(200);
        user.createKey("one-more");
    }

    @Test
    void a_body_over_64_kib_is_refused_whether_or_not_it_says_its_length() {
        byte[] large = ("{\"name\":\"" + "n".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(USER.raw("POST", KEYS, "application/json", large).status()).isEqualTo(413);
        Answer chunked = USER.send(USER.request(KEYS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.text("detail.0")).isEqualTo("RequestEntityTooLarge");
        Answer form = Client.of(LEDGER).form("/auth/login", Map.of("password", "x".repeat(70_000)));
        assertThat(form.status()).isEqualTo(413);
    }

    @Test
    void compressed_bodies_are_not_expanded() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }

        Answer answer = USER.with("Content-Encoding", "gzip").raw("POST", KEYS, "application/json", bomb.toByteArray());

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void every_status_on_zenmls_routes_has_the_list_form() {
        assertThat(USER.json("POST", "/users/me", "{}").requireStatus(405).text("detail.0"))
                .isEqualTo("MethodNotAllowed");
        assertThat(USER.json("POST", "/users/me", "{}").header("Allow")).contains("GET");
        assertThat(USER.get("/nowhere").requireStatus(404).text("detail.0")).isEqualTo("KeyError");
        assertThat(USER.raw("POST", KEYS, "text/plain", new byte[] {1})
                        .requireStatus(415)
                        .text("detail.0"))
                .isEqualTo("UnsupportedMediaType");
        assertThat(Client.of(LEDGER).get("/nowhere").requireStatus(401).text("detail.0"))
                .isEqualTo("CredentialsNotValid");
    }

    @Test
    void what_the_container_itself_refuses_has_the_form_of_its_route_too() {
        Answer traced =
                USER.raw("TRACE", "/users/me", "text/plain", new byte[0]).requireStatus(405);
        assertThat(traced.text("detail.0")).isEqualTo("MethodNotAllowed");
        assertThat(USER.raw("TRACE", "/ledger/tokens", "text/plain", new byte[0])
                        .requireStatus(405)
                        .text("code"))
                .isEqualTo("method_not_allowed");
        assertThat(USER.get("/error").requireStatus(404).text("detail.0")).isEqualTo("KeyError");
    }

    @Test
    void an_expiry_is_changed_by_a_rotation_only_and_a_change_says_so() {
        USER.newKey("lasting");

        Answer refused = USER.patch("/users/me/api_keys/lasting", Map.of("expires_in_minutes", 5))
                .requireStatus(422);

        assertThat(refused.body()).contains("Rotate the key");
        assertThat(USER.get("/users/me/api_keys/lasting")
                        .json()
                        .get("expires_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void headers_over_8_kib_are_refused_in_json() {
        Answer answer = Client.of(LEDGER).bearer("x".repeat(9_000)).get("/users/me");

        assertThat(answer.status()).isIn(400, 431);
        assertThat(answer.json().get("detail").isArray()).isTrue();
    }

    @Test
    void a_thousand_headers_are_refused() {
        Client many = Client.of(LEDGER);
        for (int i = 0; i < 1_000; i++) {
            many = many.with("X-" + i, "1");
        }

        assertThat(many.get("/users/me").status()).isIn(400, 431);
    }

    @Test
    void the_ledgers_own_routes_answer_with_problems_that_say_what_to_do() {
        Answer problem = USER.get("/ledger/tokens?state=sleeping").requireStatus(422);

        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.text("code")).isEqualTo("bad_value");
        assertThat(problem.text("remedy")).isNotBlank();
        assertThat(USER.get("/ledger/nowhere").requireStatus(404).text("code")).isEqualTo("route_not_found");
        assertThat(USER.get("/ledger/tokens/not-an-id").requireStatus(422).text("code"))
                .isEqualTo("bad_value");
        assertThat(Client.of(LEDGER).get("/ledger/tokens").requireStatus(401).text("code"))
                .isEqualTo("credentials_not_valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=-1",
                "?limit=x",
                "?sort=secret",
                "?owner=x",
                "?never_used=perhaps",
                "?created_after=yesterday",
                "?owner_kind=%00",
                "?created_after=%2B1000000000-12-31T23:59:59Z",
                "?state=",
                "?as_of=2026-01-01"
            })
    void a_bad_filter_is_named(String query) {
        assertThat(USER.get("/ledger/tokens" + query).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ledger/tokens?stat=active",
                "/ledger/tokens?Owner=x",
                "/ledger/tokens?wait=false",
                "/ledger/audit?ownr=x",
                "/ledger/audit/export?limit=3",
                "/ledger/audit/summary?cursor=x",
                "/ledger/signals?reason=x",
                "/ledger/signals/by_key?reason=x",
                "/ledger/posture?q=x"
            })
    void an_unknown_parameter_of_the_ledgers_own_routes_is_rejected_with_the_known_ones(String path) {
        Answer problem = USER.get(path).requireStatus(400);

        assertThat(problem.text("code")).isEqualTo("unknown_parameter");
        assertThat(problem.text("detail")).contains("is not a parameter of this route", "replay");
    }

    @Test
    void a_parameter_that_is_given_twice_is_rejected() {
        Answer problem = USER.get("/ledger/tokens?state=active&state=deleted").requireStatus(400);

        assertThat(problem.text("code")).isEqualTo("repeated_parameter");
        assertThat(problem.text("detail")).contains("'state'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ledger/exposure_reports", "/ledger/policy_simulations", "/ledger/leak_reports"})
    void an_unknown_field_of_the_ledgers_own_routes_is_rejected(String path) {
        Answer problem = USER.json("POST", path, "{\"form\":\"2026-01-01T00:00:00Z\"}");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.text("code")).isEqualTo("unknown_field");
        assertThat(problem.text("detail")).contains("'form'");
    }

    /** Otherwise the answer would be 200, and the key would still be active. */
    @ParameterizedTest
    @ValueSource(strings = {"is_active", "Active", "inactive", "retain_period", "open_to_member"})
    void a_misspelt_restriction_is_rejected(String field) {
        String key = USER.createKey("restricted").text("id");

        assertThat(USER.json("PATCH", KEYS + "/" + key, "{\"" + field + "\":false}")
                        .requireStatus(400)
                        .text("detail.1"))
                .contains("'" + field + "' is not a field");
        USER.delete(KEYS + "/" + key).requireStatus(200);
    }

    /** Otherwise the key would never expire. */
    @ParameterizedTest
    @ValueSource(strings = {"expires_in_days", "expires", "Expires_In_Minutes", "expiresAt"})
    void a_misspelt_expiry_is_rejected(String field) {
        Answer problem = USER.json("POST", KEYS, "{\"name\":\"kept-long\",\"" + field + "\":90}");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.text("detail.1")).contains("expires_in_minutes");
    }

    @Test
    void a_position_that_does_not_exist_yet_is_rejected() {
        assertThat(USER.get("/ledger/tokens?as_of=999999999").requireStatus(422).text("detail"))
                .contains("must not be in the future");
    }

    @Test
    void an_invented_cursor_or_one_of_another_caller_is_rejected() {
        for (int i = 0; i < 3; i++) {
            USER.createKey("cursor" + i);
        }
        String cursor = USER.get("/ledger/tokens?limit=1").requireStatus(200).text("next_cursor");

        USER.get("/ledger/tokens?limit=1&cursor=" + cursor).requireStatus(200);
        USER.get("/ledger/tokens?limit=1&state=active&cursor=" + cursor).requireStatus(400);
        LEDGER.newUser().get("/ledger/tokens?limit=1&cursor=" + cursor).requireStatus(400);
        USER.get("/ledger/tokens?cursor=nonsense").requireStatus(400);
        USER.get("/ledger/tokens?cursor=" + cursor.substring(1)).requireStatus(400);
    }

    @Test
    void the_largest_page_has_500_items_and_unknown_parameters_of_zenmls_routes_are_ignored() {
        USER.get("/ledger/tokens?limit=1000000000").requireStatus(200);
        USER.get(KEYS + "?page=-1").requireStatus(422);
        assertThat(USER.get(KEYS + "?size=1000&sort_by=x")
                        .requireStatus(200)
                        .json()
                        .get("max_size")
                        .asInt())
                .isEqualTo(500);
    }
}
