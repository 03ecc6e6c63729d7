package io.tokenledger.command.incident;

import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedKey;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.command.token.HeldKeys;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.door.credential.Credentials;
import io.tokenledger.events.SecretDigest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the keys that leaked values, or digests of them, are good for. */
@Component
class LeakedValues {
    private final CredentialReader reader;
    private final HeldKeys held;
    private final Credentials credentials;

    LeakedValues(CredentialReader reader, HeldKeys held, Credentials credentials) {
        this.reader = reader;
        this.held = held;
        this.credentials = credentials;
    }

    /** The keys as they are stored now; null where neither values nor digests were given, which is not the same as none. */
    @Nullable
    Collection<Credential> keys(DeactivationBody body) {
        if (body.values() == null && body.digests() == null) {
            return null;
        }
        Map<UUID, Credential> keys = new LinkedHashMap<>();
        if (body.values() != null) {
            body.values().forEach(value -> find(value).ifPresent(key -> keys.put(key.tokenId(), key)));
        }
        if (body.digests() != null) {
            credentials
                    .withDigests(
                            body.digests().stream().map(LeakedValues::digest).toList())
                    .forEach(key -> keys.put(key.tokenId(), key));
        }
        return keys.values();
    }

    private Optional<Credential> find(String value) {
        return reader.read(Secret.of(value)) instanceof PresentedKey key ? held.find(key) : Optional.empty();
    }

    private static SecretDigest digest(String hex) {
        try {
            return new SecretDigest(hex.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noDigest) {
            throw RefusalCode.BAD_VALUE.because(
                    "digests are 64 hexadecimal digits each: SHA-256 of the 32 random bytes of a value.");
        }
    }
}
