package io.tokenledger.authentication.signing;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs API tokens, with the name ({@code kid}, RFC 7517) by which a verifier finds the public key.
 *
 * @param verifying key that verifies a signature: the public key, or the shared secret itself
 * @param published public key in the JWKS; null for a shared secret
 * @param since instant from which the key signs
 */
record SigningKey(
        String kid, Key signing, Key verifying, @Nullable ECPublicKey published, Instant since) {
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
