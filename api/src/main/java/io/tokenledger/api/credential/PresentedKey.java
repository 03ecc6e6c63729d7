package io.tokenledger.api.credential;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;

/** A well-formed API key: the id of the key that it claims to be, and the digest of the presented secret. */
public record PresentedKey(UUID keyId, SecretDigest digest) implements PresentedCredential {
    @Override
    public String routingKey() {
        return keyId.toString();
    }
}
