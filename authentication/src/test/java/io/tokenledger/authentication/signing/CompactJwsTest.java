package io.tokenledger.authentication.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class CompactJwsTest {
    private final CryptoProvider crypto = new CryptoProvider();
    private final CompactJws jws = new CompactJws(crypto.provider());
    private final KeyPair pair = Jwts.SIG.ES256.keyPair().build();
    private final SigningKey es256 = new SigningKey(
            "kid-1",
            crypto.convert(pair.getPrivate()),
            pair.getPublic(),
            (ECPublicKey) pair.getPublic(),
            Instant.EPOCH);
    private final SecretKey secret = Jwts.SIG.HS256.key().build();
    private final SigningKey hs256 = new SigningKey("shared", secret, secret, null, Instant.EPOCH);
    private final Map<String, Object> claims =
            new LinkedHashMap<>(Map.of("sub", "\"quoted\" \\ and \u00fc", "iat", 1_700_000_000L, "key_gen", 3));

    @Test
    void jjwt_verifies_both_algorithms_and_reads_the_same_claims() {
        Jws<Claims> signed =
                Jwts.parser().verifyWith(pair.getPublic()).build().parseSignedClaims(jws.sign(es256, "JWT", claims));
        Jws<Claims> shared = Jwts.parser().verifyWith(secret).build().parseSignedClaims(jws.sign(hs256, "JWT", claims));
        assertThat(signed.getHeader()).containsEntry("alg", "ES256").containsEntry("kid", "kid-1");
        assertThat(shared.getHeader()).containsEntry("alg", "HS256").containsEntry("kid", "shared");
        assertThat(signed.getPayload()).isEqualTo(shared.getPayload()).containsAllEntriesOf(Map.of("key_gen", 3));
        assertThat(signed.getPayload().getSubject()).isEqualTo(claims.get("sub"));
    }

    @Test
    void the_text_is_that_of_the_builder_of_jjwt() {
        String built = Jwts.builder()
                .header()
                .type("JWT")
                .keyId("shared")
                .and()
                .claims(claims)
                .signWith(secret)
                .compact();
        assertThat(parts(jws.sign(hs256, "JWT", claims))).isEqualTo(parts(built));
    }

    /** Compares the decoded header and claims. The signature covers their encoded form. */
    private static String parts(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        assertThat(parts).hasSize(3);
        return decoded(parts[0]) + decoded(parts[1]);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
