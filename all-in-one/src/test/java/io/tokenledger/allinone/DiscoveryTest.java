package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metadata, tokens and introspection name one issuer, so that a verifier needs to know only its URL. */
class DiscoveryTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void metadata_tokens_and_introspection_name_the_public_url() {
        Client user = ledger.newUser();
        String token = Client.of(ledger)
                .form("/auth/login", Map.of("password", user.newKey("k")))
                .text("access_token");
        Answer metadata =
                Client.of(ledger).get("/.well-known/oauth-authorization-server").requireStatus(200);
        String issuer = metadata.text("issuer");

        assertThat(claims(token).get("iss").asString()).isEqualTo(issuer);
        assertThat(claims(user.headers().get("Authorization").substring("Bearer ".length()))
                        .get("iss")
                        .asString())
                .isEqualTo(issuer);
        Answer introspection = user.bearer(token).form("/oauth2/introspect", Map.of("token", token));
        assertThat(introspection.text("iss")).isEqualTo(issuer);
        assertThat(introspection.text("aud")).isEqualTo(claims(token).get("aud").asString());
        assertThat(metadata.text("jwks_uri")).isEqualTo(issuer + "/.well-known/jwks.json");
        assertThat(metadata.json()
                        .get("introspection_endpoint_auth_methods_supported")
                        .toString())
                .contains("client_secret_basic", "client_secret_post");
        assertThat(metadata.json()
                        .get("introspection_signing_alg_values_supported")
                        .toString())
                .contains("ES256");
        assertThat(Client.of(ledger).get("/.well-known/openid-configuration").body())
                .isEqualTo(metadata.body());
        Client.of(ledger).get("/.well-known/oauth-authorization-server/other").requireStatus(404);
    }

    @Test
    void an_issuer_with_a_path_is_found_and_a_change_of_the_issuer_ends_no_token() {
        Path data = LedgerUnderTest.newDirectory();
        String url = "https://example.org/tokens";
        String key;
        String byUrl;
        LedgerUnderTest before = LedgerUnderTest.start(data, Map.of("ledger.public-url", url));
        try {
            key = before.newUser().newKey("k");
            byUrl = apiToken(before, key);
            Client anyone = Client.of(before);

            assertThat(claims(byUrl).get("iss").asString()).isEqualTo(url);
            assertThat(anyone.get("/.well-known/oauth-authorization-server/tokens")
                            .requireStatus(200)
                            .text("issuer"))
                    .isEqualTo(url);
            anyone.get("/.well-known/openid-configuration/tokens").requireStatus(200);
        } finally {
            before.stop();
        }
        try (LedgerUnderTest after =
                LedgerUnderTest.start(data, Map.of("ledger.public-url", url, "ledger.signing.issuer", "server-id"))) {
            String byServerId = apiToken(after, key);

            assertThat(claims(byServerId).get("iss"))
                    .isEqualTo(claims(byServerId).get("aud"));
            for (String token : List.of(byUrl, byServerId)) {
                Client.of(after).bearer(token).get("/users/me").requireStatus(200);
            }
        }
    }

    private static String apiToken(LedgerUnderTest ledger, String key) {
        return Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");
    }

    private static JsonNode claims(String token) {
        return JsonMapper.shared()
                .readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
