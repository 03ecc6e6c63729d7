package io.tokenledger.api.credential;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;

/** A well-formed API key value: which key it claims to be, and the digest of the secret that it shows for it. */
public record PresentedKey(UUID keyId, SecretDigest digest) implements PresentedCredential {
    @Override
    public String routingKey() {
        return keyId.toString();
    }
}
