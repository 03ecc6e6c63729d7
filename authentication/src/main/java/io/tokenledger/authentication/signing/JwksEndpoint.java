package io.tokenledger.authentication.signing;

import io.jsonwebtoken.security.Jwks;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.authentication.AuthenticationLimits;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys with which any verifier can check an API token offline (RFC 7517). */
@RestController
class JwksEndpoint {
    private final SigningKeyRing keys;

    JwksEndpoint(SigningKeyRing keys) {
        this.keys = keys;
    }

    /** The published keys, for the OpenAPI document (RFC 7517, section 5). */
    record JsonWebKeySet(List<JsonWebKey> keys) {}

    /** A public key on the curve P-256 (RFC 7518, section 6.2.1), for the OpenAPI document. */
    record JsonWebKey(String kty, String kid, String use, String alg, String crv, String x, String y) {}

    @GetMapping("/.well-known/jwks.json")
    @SecurityRequirements
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JsonWebKeySet.class)))
    ResponseEntity<Map<String, List<Map<String, Object>>>> published() {
        List<Map<String, Object>> published = keys.all().stream()
                .flatMap(key -> Stream.ofNullable(key.published()).map(publicKey -> jwk(key.kid(), publicKey)))
                .toList();
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(AuthenticationLimits.JWKS_LIFETIME).cachePublic())
                .body(Map.of("keys", published));
    }

    private static Map<String, Object> jwk(String kid, ECPublicKey key) {
        return new LinkedHashMap<>(Jwks.builder()
                .key(key)
                .id(kid)
                .publicKeyUse("sig")
                .algorithm("ES256")
                .build());
    }
}
