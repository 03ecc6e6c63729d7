package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resource servers authenticate at introspection as OAuth clients do, and may ask for a signed response. */
class IntrospectionClientsTest {
    private static final String SIGNED = "application/token-introspection+jwt";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final String asked = ledger.newUser().newKey("asked");
    private final Client introspector = introspector();
    private final String secret = introspector.newKey("resource server");

    private Client introspector() {
        String name = "introspector-" + Unique.text();
        ledger.admin()
                .post(
                        "/users",
                        Map.of(
                                "username",
                                name,
                                "password",
                                LedgerUnderTest.PASSWORD,
                                "roles",
                                List.of("introspector")))
                .requireStatus(201);
        return Client.of(ledger).signIn(name, LedgerUnderTest.PASSWORD);
    }

    @Test
    void a_client_authenticates_by_basic_or_by_the_form() {
        assertThat(basic("any", secret)
                        .form("/oauth2/introspect", Map.of("token", asked))
                        .text("active"))
                .isEqualTo("true");
        assertThat(post(secret).requireStatus(200).text("active")).isEqualTo("true");
    }

    @Test
    void a_wrong_secret_gets_401_with_both_schemes_and_two_ways_at_once_get_400() {
        Answer refused = basic("any", "wrong")
                .form("/oauth2/introspect", Map.of("token", asked))
                .requireStatus(401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(refused.response().headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic "))
                .anyMatch(challenge -> challenge.startsWith("Bearer "));
        post("wrong").requireStatus(401);
        Client.of(ledger).form("/oauth2/introspect", Map.of("token", asked)).requireStatus(401);
        assertThat(post(ledger.newUser().newKey("no introspector")).status()).isEqualTo(401);
        basic("any", secret)
                .form("/oauth2/introspect", Map.of("token", asked, "client_secret", secret))
                .requireStatus(400);
        Client.of(ledger)
                .with("Authorization", "Basic !!!")
                .form("/oauth2/introspect", Map.of("token", asked))
                .requireStatus(400);
        basic("any", secret).get("/users/me").requireStatus(401);
    }

    @Test
    void a_signed_response_is_a_jwt_of_the_issuer_for_the_asking_account() {
        Answer signed = basic("any", secret)
                .with("Accept", SIGNED)
                .form("/oauth2/introspect", Map.of("token", asked))
                .requireStatus(200);

        assertThat(signed.header("Content-Type")).isEqualTo(SIGNED);
        var jwt = Jwts.parser()
                .keyLocator(header -> published(String.valueOf(header.get("kid"))))
                .build()
                .parseSignedClaims(signed.body());
        assertThat(jwt.getHeader().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getPayload().getIssuer())
                .isEqualTo(Client.of(ledger)
                        .get("/.well-known/oauth-authorization-server")
                        .text("issuer"));
        assertThat(jwt.getPayload().getAudience()).containsExactly(introspector.id());
        assertThat(String.valueOf(jwt.getPayload().get("token_introspection"))).contains("active=true");
        // It is no credential, although the ledger signed it.
        Client.of(ledger).bearer(signed.body()).get("/users/me").requireStatus(401);
        Answer inactive = basic("any", secret)
                .with("Accept", SIGNED + ", application/json;q=0.5")
                .form("/oauth2/introspect", Map.of("token", "unknown"))
                .requireStatus(200);
        assertThat(new String(Base64.getUrlDecoder().decode(inactive.body().split("\\.")[1]), StandardCharsets.UTF_8))
                .contains("\"token_introspection\":{\"active\":false}");
    }

    private PublicKey published(String kid) {
        return Client.of(ledger)
                .get("/.well-known/jwks.json")
                .json()
                .get("keys")
                .valueStream()
                .filter(key -> key.get("kid").asString().equals(kid))
                .map(key ->
                        (PublicKey) Jwks.parser().build().parse(key.toString()).toKey())
                .findFirst()
                .orElseThrow();
    }

    private Answer post(String clientSecret) {
        return Client.of(ledger)
                .form("/oauth2/introspect", Map.of("token", asked, "client_id", "x", "client_secret", clientSecret));
    }

    private Client basic(String id, String password) {
        return Client.of(ledger)
                .with(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((id + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
