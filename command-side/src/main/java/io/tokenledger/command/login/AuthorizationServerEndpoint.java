package io.tokenledger.command.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import java.net.URI;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes the metadata of the authorization server (RFC 8414). Tools that know only OpenID Connect discovery find the
 * keys at {@code openid-configuration}, as those of Kubernetes do; the ledger is no OpenID Connect provider.
 */
@RestController
class AuthorizationServerEndpoint {
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final PublicUrl publicUrl;
    private final ApiTokenCodec apiTokens;

    AuthorizationServerEndpoint(PublicUrl publicUrl, ApiTokenCodec apiTokens) {
        this.publicUrl = publicUrl;
        this.apiTokens = apiTokens;
    }

    /** The metadata document, with the members of RFC 8414, section 2. */
    @Schema(name = "AuthorizationServerMetadata")
    record Metadata(
            String issuer,
            String tokenEndpoint,
            String introspectionEndpoint,
            String revocationEndpoint,
            @JsonProperty("jwks_uri") String keys,
            List<String> grantTypesSupported,
            List<String> responseTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> introspectionEndpointAuthMethodsSupported,
            List<String> introspectionSigningAlgValuesSupported,
            List<String> revocationEndpointAuthMethodsSupported,
            List<String> idTokenSigningAlgValuesSupported,
            List<String> subjectTypesSupported,
            String serviceDocumentation) {}

    @GetMapping({OAUTH, OPENID})
    @SecurityRequirements
    Metadata metadata() {
        List<String> algorithms = apiTokens.publishedAlgorithms();
        return new Metadata(
                publicUrl.value(),
                publicUrl.of("/auth/login"),
                publicUrl.of("/oauth2/introspect"),
                publicUrl.of("/oauth2/revoke"),
                publicUrl.of("/.well-known/jwks.json"),
                List.of("password"),
                List.of(),
                List.of("none"),
                List.of("client_secret_basic", "client_secret_post", "Bearer"),
                algorithms,
                List.of("none"),
                algorithms,
                List.of("public"),
                publicUrl.of("/swagger-ui.html"));
    }

    /** With a path in the public URL, clients insert the well-known part before it (RFC 8414, section 3.1). */
    @GetMapping({OAUTH + "/{*path}", OPENID + "/{*path}"})
    @Hidden
    Metadata metadataOf(@PathVariable String path) {
        if (!path.equals(URI.create(publicUrl.value()).getPath())) {
            throw ProblemCode.ROUTE_NOT_FOUND.because("This is not the path of the issuer %s.", publicUrl.value());
        }
        return metadata();
    }
}
