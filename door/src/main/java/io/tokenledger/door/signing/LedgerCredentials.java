package io.tokenledger.door.signing;

import io.tokenledger.access.credential.ApiKeyFormat;
import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.credential.UnreadableCredential;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads both kinds of credential. What is neither, or fails its own check, is known by its fingerprint only. */
@Component
class LedgerCredentials implements CredentialReader {
    private static final int LONGEST = 8 * 1024;

    private final ApiKeyFormat apiKeys;
    private final ApiTokens apiTokens;
    private final Fingerprints fingerprints;

    LedgerCredentials(ApiKeyFormat apiKeys, ApiTokens apiTokens, Fingerprints fingerprints) {
        this.apiKeys = apiKeys;
        this.apiTokens = apiTokens;
        this.fingerprints = fingerprints;
    }

    @Override
    public PresentedCredential read(Secret credential) {
        Secret bare = credential.bare();
        String value = bare.reveal();
        Optional<? extends PresentedCredential> readable = value.length() > LONGEST
                ? Optional.empty()
                : apiKeys.claims(value) ? apiKeys.read(bare) : apiTokens.read(bare);
        return readable.isPresent() ? readable.get() : new UnreadableCredential(fingerprints.brief(value));
    }
}
