package io.tokenledger.authentication.signing;

import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.credential.UnreadableCredential;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads both kinds of credential. What is neither, or fails its own check, is known by its fingerprint only. */
@Component
class SignatureCredentialReader implements CredentialReader {
    private static final int LONGEST = 8 * 1024;

    private final ApiKeyFormat apiKeys;
    private final ApiTokenCodec apiTokens;
    private final Fingerprints fingerprints;

    SignatureCredentialReader(ApiKeyFormat apiKeys, ApiTokenCodec apiTokens, Fingerprints fingerprints) {
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
