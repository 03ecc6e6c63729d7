package io.tokenledger.authentication.signing;

import static java.util.Objects.requireNonNullElse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.Locator;
import io.jsonwebtoken.ProtectedHeader;
import io.jsonwebtoken.UnsupportedJwtException;
import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.events.SecretDigest;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs API tokens and verifies their signatures (RFC 7519, 8725). A verified token is cached by its digest, so that its
 * signature is verified once. Each use checks its expiry, and {@code CredentialCheck} checks that its key is valid.
 */
@Component
public class ApiTokenCodec {
    private static final String KEY_ID = "api_key_id";
    private static final String KEY_GENERATION = "key_gen";
    private static final String SESSION_GENERATION = "session_gen";
    private static final String PARENT = "parent_jti";

    private final SigningKeyRing keys;
    private final ServerId server;
    private final PublicUrl publicUrl;
    private final String issuer;
    private final Clock clock;
    private final CompactJws jws;
    private final JwtParser parser;
    private final Cache<SecretDigest, PresentedApiToken> verified = Caffeine.newBuilder()
            .maximumSize(AuthenticationLimits.MAX_CACHED_API_TOKENS)
            .build();

    ApiTokenCodec(
            SigningKeyRing keys,
            CryptoProvider crypto,
            ServerId server,
            PublicUrl publicUrl,
            SigningProperties settings,
            Clock clock) {
        this.keys = keys;
        this.server = server;
        this.publicUrl = publicUrl;
        this.issuer = settings.issuer() == SigningProperties.Issuer.SERVER_ID ? server.toString() : publicUrl.value();
        this.clock = clock;
        this.jws = new CompactJws(crypto.provider());
        this.parser = Jwts.parser()
                .keyLocator(byKeyId())
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /** The token in compact form, signed with the current key. */
    public Secret sign(PresentedApiToken claims) {
        Map<String, Object> jwt = new LinkedHashMap<>();
        jwt.put(Claims.SUBJECT, claims.accountId().toString());
        jwt.put(Claims.ISSUER, claims.issuer());
        jwt.put(Claims.AUDIENCE, claims.audience());
        jwt.put(Claims.ISSUED_AT, claims.issuedAt().getEpochSecond());
        jwt.put(Claims.EXPIRATION, claims.expiresAt().getEpochSecond());
        jwt.put(Claims.ID, claims.jti());
        if (claims.keyId() == null) {
            jwt.put(SESSION_GENERATION, claims.sessionGeneration());
        } else {
            jwt.put(KEY_ID, claims.keyId().toString());
            jwt.put(KEY_GENERATION, claims.keyGeneration());
        }
        if (claims.parentJti() != null) {
            jwt.put(PARENT, claims.parentJti());
        }
        return Secret.of(jws.sign(keys.current(), "JWT", jwt));
    }

    /**
     * A signed response to an introspection (RFC 9701, section 5). Its issuer is that of the metadata, whatever the
     * issuer of API tokens is.
     *
     * @param introspection members of the response of RFC 7662
     * @param audience id of the account that asks
     */
    public String signIntrospection(Map<String, Object> introspection, String audience) {
        Map<String, Object> jwt = new LinkedHashMap<>();
        jwt.put(Claims.ISSUER, publicUrl.value());
        jwt.put(Claims.AUDIENCE, audience);
        jwt.put(Claims.ISSUED_AT, clock.instant().getEpochSecond());
        jwt.put("token_introspection", introspection);
        return jws.sign(keys.current(), "token-introspection+jwt", jwt);
    }

    /** A token that this ledger signed; empty for any other text. */
    Optional<PresentedCredential> read(Secret credential) {
        SecretDigest digest = SecretDigest.of(credential.reveal().getBytes(StandardCharsets.UTF_8));
        PresentedApiToken known = verified.getIfPresent(digest);
        if (known == null) {
            known = verify(credential);
            if (known == null) {
                return Optional.empty();
            }
            verified.put(digest, known);
        }
        return Optional.of(clock.instant().isBefore(known.expiresAt()) ? known : new ExpiredApiToken(known));
    }

    private @Nullable PresentedApiToken verify(Secret credential) {
        try {
            SignedToken token = parsed(credential);
            Claims claims = token.claims();
            Instant issued = claims.getIssuedAt().toInstant();
            if (!isIssuer(claims.getIssuer(), token.keyId())
                    || issued.isAfter(clock.instant().plus(AuthenticationLimits.MAX_CLOCK_SKEW))) {
                return null;
            }
            String keyId = claims.get(KEY_ID, String.class);
            return new PresentedApiToken(
                    UUID.fromString(claims.getId()).toString(), // the ledger issues only such ids
                    UUID.fromString(claims.getSubject()),
                    claims.getIssuer(),
                    claims.getAudience().iterator().next(),
                    issued,
                    claims.getExpiration().toInstant(),
                    keyId == null ? null : UUID.fromString(keyId),
                    requireNonNullElse(claims.get(KEY_GENERATION, Integer.class), 0),
                    requireNonNullElse(claims.get(SESSION_GENERATION, Integer.class), 0),
                    claims.get(PARENT, String.class));
        } catch (JwtException | IllegalArgumentException | NullPointerException | NoSuchElementException no) {
            return null; // not an API token of this ledger
        }
    }

    private record SignedToken(String keyId, Claims claims) {}

    /** A signed token, expired or not. The parser checks the signature before the expiry. */
    private SignedToken parsed(Secret credential) {
        try {
            var jwt = parser.parseSignedClaims(credential.reveal());
            return new SignedToken(jwt.getHeader().getKeyId(), jwt.getPayload());
        } catch (ExpiredJwtException expired) {
            return new SignedToken(String.valueOf(expired.getHeader().get("kid")), expired.getClaims());
        }
    }

    /**
     * Keys that the ledger made sign only its own tokens. So any issuer is right, such as an earlier public URL, or that of
     * another process. A shared secret may also sign tokens of others: then the issuer must be the public URL or the server
     * id, whichever is set.
     */
    private boolean isIssuer(@Nullable String claimed, String keyId) {
        return publicUrl.value().equals(claimed)
                || controlPlane().equals(claimed)
                || (claimed != null
                        && keys.find(keyId)
                                .filter(key -> key.published() != null)
                                .isPresent());
    }

    /** The key that {@code kid} names determines the algorithm. The token cannot choose another one. */
    private Locator<Key> byKeyId() {
        return header -> {
            if (header instanceof ProtectedHeader signed && signed.getKeyId() != null) {
                SigningKey key = keys.find(signed.getKeyId()).orElse(null);
                if (key != null) {
                    return key.verifying();
                }
            }
            throw new UnsupportedJwtException("not signed by a key of this ledger");
        };
    }

    /** The issuer of API tokens: the public URL, or the server id by the setting {@code LEDGER_SIGNING_ISSUER}. */
    public String issuer() {
        return issuer;
    }

    /** The audience of API tokens for the control plane: the server id. */
    public String controlPlane() {
        return server.toString();
    }

    /** The algorithms of the published keys (RFC 7518); empty if tokens are signed with a shared secret. */
    public List<String> publishedAlgorithms() {
        return keys.current().published() == null ? List.of() : List.of("ES256");
    }
}
