package io.tokenledger.command.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.request.PublicUrl;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the metadata of the authorization server for OAuth clients (RFC 8414). */
@RestController
class AuthorizationServerEndpoint {
    private final PublicUrl publicUrl;

    AuthorizationServerEndpoint(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * The metadata document.
     *
     * @param issuer public URL of the ledger; the {@code iss} of API tokens is the server id instead, as in ZenML
     */
    record Metadata(
            String issuer,
            String tokenEndpoint,
            String introspectionEndpoint,
            String revocationEndpoint,
            @JsonProperty("jwks_uri") String keys,
            List<String> grantTypesSupported,
            List<String> responseTypesSupported,
            List<String> introspectionEndpointAuthMethodsSupported,
            List<String> revocationEndpointAuthMethodsSupported) {}

    @GetMapping("/.well-known/oauth-authorization-server")
    @SecurityRequirements
    Metadata metadata() {
        return new Metadata(
                publicUrl.value(),
                publicUrl.of("/auth/login"),
                publicUrl.of("/oauth2/introspect"),
                publicUrl.of("/oauth2/revoke"),
                publicUrl.of("/.well-known/jwks.json"),
                List.of("password"),
                List.of(),
                List.of("bearer"),
                List.of("none"));
    }
}
