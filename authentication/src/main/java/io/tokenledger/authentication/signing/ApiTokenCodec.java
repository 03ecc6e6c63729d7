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
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.events.SecretDigest;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs API tokens and verifies their signatures (RFC 7519, 8725). A verified token is cached by its digest until it
 * expires. {@code CredentialCheck} verifies on each use that its key is still valid.
 */
@Component
public class ApiTokenCodec {
    private static final String KEY_ID = "api_key_id";
    private static final String KEY_GENERATION = "key_gen";
    private static final String SESSION_GENERATION = "session_gen";
    private static final String PARENT = "parent_jti";

    private final SigningKeyRing keys;
    private final ServerId server;
    private final Clock clock;
    private final Provider provider;
    private final JwtParser parser;
    private final Cache<SecretDigest, PresentedApiToken> verified = Caffeine.newBuilder()
            .maximumSize(AuthenticationLimits.MAX_CACHED_API_TOKENS)
            .build();

    ApiTokenCodec(SigningKeyRing keys, CryptoProvider crypto, ServerId server, Clock clock) {
        this.keys = keys;
        this.server = server;
        this.clock = clock;
        this.provider = crypto.provider();
        this.parser = Jwts.parser()
                .keyLocator(byKeyId())
                .requireIssuer(server.toString())
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /** The token in compact form, signed with the current key. */
    public Secret sign(PresentedApiToken claims) {
        SigningKey key = keys.current();
        var jwt = Jwts.builder()
                .header()
                .type("JWT")
                .keyId(key.kid())
                .and()
                .subject(claims.accountId().toString())
                .issuer(claims.issuer())
                .claim("aud", claims.audience())
                .issuedAt(Date.from(claims.issuedAt()))
                .expiration(Date.from(claims.expiresAt()))
                .id(claims.jti());
        if (claims.keyId() == null) {
            jwt.claim(SESSION_GENERATION, claims.sessionGeneration());
        } else {
            jwt.claim(KEY_ID, claims.keyId().toString()).claim(KEY_GENERATION, claims.keyGeneration());
        }
        if (claims.parentJti() != null) {
            jwt.claim(PARENT, claims.parentJti());
        }
        if (key.published() != null) {
            jwt.provider(provider);
        }
        return Secret.of(jwt.signWith(key.signing()).compact());
    }

    /** The claims of a token that this ledger signed and that has not expired; empty for any other text. */
    Optional<PresentedApiToken> read(Secret credential) {
        SecretDigest digest = SecretDigest.of(credential.reveal().getBytes(StandardCharsets.UTF_8));
        PresentedApiToken known = verified.getIfPresent(digest);
        if (known == null) {
            known = verify(credential);
            if (known == null) {
                return Optional.empty();
            }
            verified.put(digest, known);
        }
        return clock.instant().isBefore(known.expiresAt()) ? Optional.of(known) : Optional.empty();
    }

    /** Whether this ledger signed the token and the token has expired, so that it need not be revoked. */
    public boolean hasExpired(Secret credential) {
        try {
            parser.parseSignedClaims(credential.stripped().reveal());
            return false;
        } catch (ExpiredJwtException expired) { // the parser checks the signature before the expiry
            return true;
        } catch (JwtException | IllegalArgumentException other) {
            return false;
        }
    }

    private @Nullable PresentedApiToken verify(Secret credential) {
        try {
            Claims claims = parser.parseSignedClaims(credential.reveal()).getPayload();
            Instant issued = claims.getIssuedAt().toInstant();
            if (issued.isAfter(clock.instant().plus(AuthenticationLimits.MAX_CLOCK_SKEW))) {
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

    /** The issuer of API tokens, and the audience of those for the control plane. */
    public String issuer() {
        return server.toString();
    }
}
