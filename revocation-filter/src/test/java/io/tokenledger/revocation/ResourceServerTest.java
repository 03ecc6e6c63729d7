package io.tokenledger.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/**
 * Spring Security as it is configured by {@code spring.security.oauth2.resourceserver}, against a ledger with default
 * settings. The objects are those that Spring Boot builds from these properties.
 */
class ResourceServerTest {
    private static final String CLIENT_ID = "any client: 100 %";

    private static Client admin;
    private static Client user;
    private static String introspectorKey;

    @BeforeAll
    static void start() {
        admin = SharedLedger.admin();
        user = newUser("person", List.of());
        introspectorKey = newUser("gateway", List.of("introspector")).newKey("introspection");
    }

    /** The decoders of {@code issuer-uri} in Spring Boot, and of Spring Security alone. */
    static List<NimbusJwtDecoder> decoders() {
        return List.of(NimbusJwtDecoder.withIssuerLocation(issuer()).build(), JwtDecoders.fromIssuerLocation(issuer()));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void an_api_token_is_verified_from_the_issuer_uri_alone(NimbusJwtDecoder decoder) {
        String key = user.newKey("decoded-by-" + System.identityHashCode(decoder));

        Jwt token = decoder.decode(apiToken(key));

        assertThat(token.getSubject()).isEqualTo(user.id());
        assertThat(token.getClaimAsString("iss")).isEqualTo(issuer());
        assertThat(token.getHeaders()).containsEntry("alg", "ES256");
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void a_tampered_token_is_rejected(NimbusJwtDecoder decoder) {
        String[] parts = session().split("\\.");
        String[] ofAnother = bearer(admin).split("\\.");

        assertThatThrownBy(() -> decoder.decode(parts[0] + "." + ofAnother[1] + "." + parts[2]))
                .isInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void the_audience_is_the_server_id(NimbusJwtDecoder decoder) {
        String serverId = decoder.decode(session()).getAudience().getFirst();

        assertThat(withAudience(decoder, serverId).decode(session()).getSubject())
                .isEqualTo(user.id());
        assertThatThrownBy(() -> withAudience(decoder, "another").decode(session()))
                .isInstanceOf(JwtValidationException.class);
    }

    @Test
    void api_keys_and_api_tokens_are_introspected_with_a_client_id_and_a_client_secret() {
        SpringOpaqueTokenIntrospector introspector = introspector(introspectorKey);
        String key = user.newKey("introspected");
        String token = apiToken(key);

        OAuth2AuthenticatedPrincipal ofKey = introspector.introspect(key);
        OAuth2AuthenticatedPrincipal ofToken = introspector.introspect(token);

        assertThat(ofKey.getName()).isEqualTo(user.id());
        assertThat(ofKey.<String>getAttribute("token_type")).isEqualTo("api_key");
        assertThat(ofToken.getName()).isEqualTo(user.id());
        assertThat(ofToken.<String>getAttribute("token_type")).isEqualTo("api_token");

        user.delete("/users/me/api_keys/introspected").requireStatus(200);

        assertThatThrownBy(() -> introspector.introspect(key)).isInstanceOf(BadOpaqueTokenException.class);
        assertThatThrownBy(() -> introspector.introspect(token)).isInstanceOf(BadOpaqueTokenException.class);
    }

    @Test
    void a_client_secret_of_an_account_without_the_role_is_rejected() {
        SpringOpaqueTokenIntrospector introspector = introspector(user.newKey("without-role"));

        assertThatThrownBy(() -> introspector.introspect(session()))
                .isInstanceOf(OAuth2IntrospectionException.class)
                .isNotInstanceOf(BadOpaqueTokenException.class);
    }

    /** The properties {@code opaquetoken.introspection-uri}, {@code client-id} and {@code client-secret}. */
    private static SpringOpaqueTokenIntrospector introspector(String secret) {
        return SpringOpaqueTokenIntrospector.withIntrospectionUri(issuer() + "/oauth2/introspect")
                .clientId(CLIENT_ID)
                .clientSecret(secret)
                .build();
    }

    /** The property {@code audiences}. */
    private static NimbusJwtDecoder withAudience(NimbusJwtDecoder decoder, String audience) {
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer()), new JwtAudienceValidator(audience)));
        return decoder;
    }

    /** The default of {@code LEDGER_PUBLIC_URL}. */
    private static String issuer() {
        return SharedLedger.url().replace("127.0.0.1", "localhost");
    }

    private static Client newUser(String username, List<String> roles) {
        admin.post("/users", Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", roles))
                .requireStatus(201);
        return Client.at(SharedLedger.url()).signIn(username, LedgerUnderTest.PASSWORD);
    }

    private static String apiToken(String key) {
        return Client.at(SharedLedger.url())
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private static String session() {
        return bearer(user);
    }

    private static String bearer(Client client) {
        return client.headers().get("Authorization").substring("Bearer ".length());
    }
}
