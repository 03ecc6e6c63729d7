package io.tokenledger.authentication.signing;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SecureRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes signed tokens in compact form (RFC 7515, section 7.1). jjwt computes the signature. Its builder of tokens
 * allocates 43 KB for each of them, six times as much as this class.
 */
final class CompactJws {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Provider provider;

    CompactJws(Provider provider) {
        this.provider = provider;
    }

    /**
     * A signed token.
     *
     * @param type header {@code typ}
     * @param claims members of the payload, as JSON types
     */
    String sign(SigningKey key, String type, Map<String, ?> claims) {
        return key.published() == null
                ? sign(Jwts.SIG.HS256, (SecretKey) key.signing(), null, key.kid(), type, claims)
                : sign(Jwts.SIG.ES256, (PrivateKey) key.signing(), provider, key.kid(), type, claims);
    }

    private static <K extends Key> String sign(
            SecureDigestAlgorithm<K, ?> algorithm,
            K key,
            @Nullable Provider provider,
            String kid,
            String type,
            Map<String, ?> claims) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("typ", type);
        header.put("kid", kid);
        header.put("alg", algorithm.getId());
        String input = part(JSON.writeValueAsBytes(header)) + '.' + part(JSON.writeValueAsBytes(claims));
        byte[] signature = algorithm.digest(new Input<>(input.getBytes(StandardCharsets.US_ASCII), key, provider));
        return input + '.' + part(signature);
    }

    private static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    /** What jjwt signs, in the form that its algorithms accept. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Input<K extends Key>(
            byte[] bytes, K key, @Nullable Provider provider) implements SecureRequest<InputStream, K> {
        @Override
        public InputStream getPayload() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public K getKey() {
            return key;
        }

        @Override
        public @Nullable Provider getProvider() {
            return provider;
        }

        @Override
        public @Nullable SecureRandom getSecureRandom() {
            return null; // the provider's own
        }

        @Override
        public String toString() {
            return "Input";
        }
    }
}
