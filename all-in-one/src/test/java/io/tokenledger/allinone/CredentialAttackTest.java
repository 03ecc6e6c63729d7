package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invalid credentials are rejected, always with the same response. */
class CredentialAttackTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void unknown_malformed_wrong_retired_deactivated_expired_and_deleted_keys_get_the_same_bytes() {
        String good = user.newKey("good");
        String retired = user.newKey("retired");
        user.json("POST", "/users/me/api_keys/retired/rotate", "{}").requireStatus(200);
        String deactivated = user.newKey("deactivated");
        user.patch("/users/me/api_keys/deactivated", Map.of("active", false)).requireStatus(200);
        String deleted = user.newKey("deleted");
        user.delete("/users/me/api_keys/deleted").requireStatus(200);
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("retired", retired);
        refused.put("deactivated", deactivated);
        refused.put("deleted", deleted);
        refused.put("of another prefix", "ZENKEY_" + good.substring(10));
        refused.put("truncated", good.substring(0, good.length() - 1));
        refused.put("of a wrong checksum", good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0"));
        refused.put("empty", "");
        refused.put("nonsense", "nonsense");
        refused.put("no JWT", "a.b.c");

        byte[] expected = null;
        for (Map.Entry<String, String> credential : refused.entrySet()) {
            Answer answer = Client.of(ledger).bearer(credential.getValue()).get("/users/me");
            assertThat(answer.status()).as(credential.getKey()).isEqualTo(401);
            expected = expected == null ? answer.response().body() : expected;
            assertThat(answer.response().body()).as(credential.getKey()).isEqualTo(expected);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            Answer login = Client.of(ledger).form("/auth/login", Map.of("password", credential.getValue()));
            if (!credential.getValue().isEmpty()) {
                assertThat(login.response().body()).as(credential.getKey()).isEqualTo(expected);
            }
        }
        assertThat(Client.of(ledger)
                        .get("/users/me")
                        .requireStatus(401)
                        .response()
                        .body())
                .isEqualTo(expected);
    }

    @Test
    void two_authorization_headers_are_refused_whichever_is_good() {
        String key = user.newKey("doubled");

        Answer answer = Client.of(ledger)
                .send(Client.of(ledger)
                        .request("/users/me")
                        .header("Authorization", "Bearer " + key)
                        .header("Authorization", "Bearer " + key)
                        .GET());

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_credential_in_the_query_or_a_cookie_is_none() {
        String key = user.newKey("elsewhere");
        Client anybody = Client.of(ledger);

        anybody.get("/users/me?access_token=" + key).requireStatus(401);
        anybody.with("Cookie", "access_token=" + key).get("/users/me").requireStatus(401);
        anybody.with("Authorization", "Basic " + key).get("/users/me").requireStatus(401);
        anybody.bearer(key).get("/users/me?access_token=" + key).requireStatus(400);
        assertThat(anybody.raw("POST", "/auth/login?password=" + key, "application/x-www-form-urlencoded", new byte[0])
                        .status())
                .isEqualTo(400);
    }

    @Test
    void api_tokens_that_this_ledger_did_not_sign_as_they_are_get_nowhere() {
        String key = user.newKey("jwt");
        String jwt =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");
        JsonNode header = decode(jwt, 0);
        JsonNode claims = decode(jwt, 1);
        String kid = header.get("kid").asString();
        KeyPair stranger = Jwts.SIG.ES256.keyPair().build();
        Map<String, Object> same = new LinkedHashMap<>();
        claims.properties()
                .forEach(claim -> same.put(
                        claim.getKey(),
                        claim.getValue().isNumber()
                                ? claim.getValue().asLong()
                                : claim.getValue().asString()));

        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("alg none", part("{\"alg\":\"none\"}") + "." + jwt.split("\\.")[1] + ".");
        forged.put(
                "alg none, signed",
                part("{\"alg\":\"none\",\"kid\":\"" + kid + "\"}") + "." + jwt.split("\\.")[1] + "."
                        + jwt.split("\\.")[2]);
        forged.put("HS256 with the public key", hs256WithPublicKey(kid, same));
        forged.put(
                "another key, same kid",
                Jwts.builder()
                        .header()
                        .keyId(kid)
                        .and()
                        .claims(same)
                        .signWith(stranger.getPrivate())
                        .compact());
        forged.put(
                "unknown kid",
                Jwts.builder()
                        .header()
                        .keyId("nobody")
                        .and()
                        .claims(same)
                        .signWith(stranger.getPrivate())
                        .compact());
        forged.put(
                "kid as a path",
                Jwts.builder()
                        .header()
                        .keyId("../../etc/passwd")
                        .and()
                        .claims(same)
                        .signWith(stranger.getPrivate())
                        .compact());
        forged.put(
                "no kid",
                Jwts.builder().claims(same).signWith(stranger.getPrivate()).compact());
        forged.put(
                "jwk in the header",
                Jwts.builder()
                        .header()
                        .keyId("x")
                        .add("jku", "http://127.0.0.1:1/jwks")
                        .and()
                        .claims(same)
                        .signWith(stranger.getPrivate())
                        .compact());
        forged.put(
                "changed claims",
                jwt.split("\\.")[0] + "." + part(claims.toString().replace("\"key_gen\":1", "\"key_gen\":2")) + "."
                        + jwt.split("\\.")[2]);
        forged.put("no signature", jwt.substring(0, jwt.lastIndexOf('.') + 1));

        forged.forEach((how, token) -> assertThat(
                        Client.of(ledger).bearer(token).get("/users/me").status())
                .as(how)
                .isEqualTo(401));
        Client.of(ledger).bearer(jwt).get("/users/me").requireStatus(200);
    }

    @Test
    void an_api_token_buys_no_further_api_token() {
        String jwt = Client.of(ledger)
                .form("/auth/login", Map.of("password", user.newKey("once")))
                .text("access_token");

        Client.of(ledger).form("/auth/login", Map.of("password", jwt)).requireStatus(401);
        Client.of(ledger).bearer(jwt).form("/auth/login", Map.of()).requireStatus(401);
    }

    @Test
    void one_address_that_guesses_is_slowed_down_and_a_good_key_from_it_still_passes() {
        String key = user.newKey("neighbour");
        Client guesser = Client.of(ledger);
        int unauthorized = 0;
        int tooMany = 0;
        ledger.clock().travelToNextMinute();
        for (int i = 0; i < 1_000; i++) {
            Answer answer = guesser.bearer("ZENPROKEY_" + i).get("/users/me");
            unauthorized += answer.status() == 401 ? 1 : 0;
            tooMany += answer.status() == 429 ? 1 : 0;
            if (answer.status() == 429) {
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
            }
        }

        assertThat(unauthorized).isEqualTo(20);
        assertThat(tooMany).isEqualTo(980);
        guesser.bearer(key).get("/users/me").requireStatus(200);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
        guesser.signIn("admin", LedgerUnderTest.PASSWORD);
    }

    @Test
    void wrong_passwords_for_one_account_from_one_address_are_slowed_down() {
        Client guesser = Client.of(ledger);
        Map<String, String> guess = Map.of("username", user.username(), "password", "wrong");
        ledger.clock().travelToNextMinute();
        for (int i = 0; i < 20; i++) {
            guesser.form("/auth/login", guess).requireStatus(401);
        }

        guesser.form("/auth/login", guess).requireStatus(429);
        guesser.form("/auth/login", Map.of("username", user.username().toUpperCase(Locale.ROOT), "password", "wrong"))
                .requireStatus(429);
        guesser.form("/auth/login", Map.of("username", "a\0b", "password", "wrong"))
                .requireStatus(401);
        user.from("198.51.100.99").again().get("/users/me").requireStatus(200);
    }

    @Test
    void an_address_with_a_scope_a_port_or_none_at_all_stops_no_read_model() {
        String key = user.newKey("addresses");
        for (String address : new String[] {"fe80::1%4", "198.51.100.7:4431", "[2001:db8::1]:443", "unknown", "x'"}) {
            Client.of(ledger).from(address).bearer(key).get("/users/me").requireStatus(200);
            Client.of(ledger).from(address).bearer("nonsense").get("/users/me").requireStatus(401);
        }

        String id = user.get("/users/me/api_keys/addresses").text("id");
        assertThat(Timelines.of(user, id).valueStream().map(row -> row.get("ip").asString()))
                .contains("fe80::1", "198.51.100.7", "2001:db8::1", "0.0.0.0");
    }

    @Test
    void uses_for_different_things_are_told_apart() {
        String key = user.newKey("targets");
        Client holder = Client.of(ledger).bearer(key);
        holder.get("/users/me").requireStatus(200);
        holder.get("/ledger/tokens").requireStatus(200);

        String id = user.get("/users/me/api_keys/targets").text("id");
        assertThat(Timelines.of(user, id)
                        .valueStream()
                        .map(row -> row.at("/data/target").asString("")))
                .contains("GET /users/me", "GET /ledger/tokens");
    }

    @Test
    void a_wrong_password_and_an_unknown_username_get_the_same_answer() {
        Answer wrong = Client.of(ledger).form("/auth/login", Map.of("username", "admin", "password", "wrong"));
        Answer unknown = Client.of(ledger).form("/auth/login", Map.of("username", Unique.text(), "password", "wrong"));

        assertThat(wrong.requireStatus(401).body())
                .isEqualTo(unknown.requireStatus(401).body());
    }

    @Test
    void a_new_password_ends_the_sessions_before_it() {
        Client other = ledger.newUser();
        String id = other.get("/users/me").text("id");

        ledger.admin()
                .patch("/users/" + id, Map.of("password", "a-new-password-of-some-length"))
                .requireStatus(200);

        other.get("/users/me").requireStatus(401);
    }

    @Test
    void an_account_that_comes_back_has_none_of_its_old_sessions_but_its_keys() {
        Client other = ledger.newUser();
        String key = other.newKey("of-before");
        String id = other.get("/users/me").text("id");

        ledger.admin().patch("/users/" + id, Map.of("active", false)).requireStatus(200);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(401);
        ledger.admin().patch("/users/" + id, Map.of("active", true)).requireStatus(200);

        other.get("/users/me").requireStatus(401);
        other.again().get("/users/me").requireStatus(200);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
    }

    @Test
    void who_shows_no_credential_is_challenged_and_told_nothing_more() {
        assertThat(Client.of(ledger).get("/users/me").requireStatus(401).header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"token-ledger\"");
        assertThat(Client.of(ledger)
                        .bearer("wrong")
                        .get("/users/me")
                        .requireStatus(401)
                        .header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"token-ledger\", error=\"invalid_token\"");
    }

    private static String hs256WithPublicKey(String kid, Map<String, Object> claims) {
        return Jwts.builder()
                .header()
                .keyId(kid)
                .and()
                .claims(claims)
                .expiration(Date.from(Instant.now().plusSeconds(600)))
                .signWith(Keys.hmacShaKeyFor(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)))
                .compact();
    }

    private static JsonNode decode(String jwt, int part) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[part]));
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
