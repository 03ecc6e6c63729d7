package io.tokenledger.authentication.signing;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs API tokens, with the name ({@code kid}, RFC 7517) by which a verifier finds its other half.
 *
 * @param verifying what checks a signature: the public key, or the shared secret itself
 * @param published what the JWKS shows; null for a shared secret
 * @param since when it began to sign
 */
record SigningKey(
        String kid, Key signing, Key verifying, @Nullable ECPublicKey published, Instant since) {
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
