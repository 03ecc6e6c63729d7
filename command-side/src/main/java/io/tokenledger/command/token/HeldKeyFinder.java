package io.tokenledger.command.token;

import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.SecretDigest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the key that a presented value is valid for, as its current or its retained secret. It reads the table, because
 * a stale cache could miss a key that must be deactivated.
 */
@Component
public class HeldKeyFinder {
    private final CredentialCache credentials;
    private final Clock clock;

    HeldKeyFinder(CredentialCache credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    public Optional<CredentialRecord> find(PresentedKey held) {
        return credentials
                .read(held.keyId())
                .filter(key -> !key.deleted())
                .filter(key -> key.digest().matches(held.digest()) || retainedMatches(key, held.digest()));
    }

    private boolean retainedMatches(CredentialRecord key, SecretDigest digest) {
        SecretDigest previous = key.previousDigest();
        return previous != null && key.retains(clock.instant()) && previous.matches(digest);
    }
}
