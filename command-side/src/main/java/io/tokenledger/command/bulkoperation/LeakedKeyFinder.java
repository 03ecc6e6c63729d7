package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.token.HeldKeyFinder;
import io.tokenledger.events.SecretDigest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the keys that leaked values or their digests are valid for. */
@Component
public class LeakedKeyFinder {
    private final CredentialReader reader;
    private final HeldKeyFinder held;
    private final CredentialCache credentials;

    LeakedKeyFinder(CredentialReader reader, HeldKeyFinder held, CredentialCache credentials) {
        this.reader = reader;
        this.held = held;
        this.credentials = credentials;
    }

    /**
     * The keys as they are stored now. Null means that the request gives neither values nor digests; an empty result
     * means that no key matches.
     */
    @Nullable
    public Collection<CredentialRecord> keys(DeactivationRequest body) {
        if (body.values() == null && body.digests() == null) {
            return null;
        }
        Map<UUID, CredentialRecord> keys = new LinkedHashMap<>();
        if (body.values() != null) {
            body.values().forEach(value -> find(value).ifPresent(key -> keys.put(key.tokenId(), key)));
        }
        if (body.digests() != null) {
            credentials
                    .withDigests(
                            body.digests().stream().map(LeakedKeyFinder::digest).toList())
                    .forEach(key -> keys.put(key.tokenId(), key));
        }
        return keys.values();
    }

    private Optional<CredentialRecord> find(String value) {
        return reader.read(Secret.of(value)) instanceof PresentedKey key ? held.find(key) : Optional.empty();
    }

    private static SecretDigest digest(String hex) {
        try {
            return new SecretDigest(hex.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noDigest) {
            throw ProblemCode.BAD_VALUE.because(
                    "Each item of 'digests' must be 64 hexadecimal digits: SHA-256 of the 32 random bytes of a value.");
        }
    }
}
