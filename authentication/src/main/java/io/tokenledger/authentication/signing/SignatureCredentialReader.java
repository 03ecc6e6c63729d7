package io.tokenledger.authentication.signing;

import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.credential.UnreadableCredential;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads API keys and API tokens. Of a credential with a wrong form, checksum or signature, only the fingerprint is
 * known.
 */
@Component
class SignatureCredentialReader implements CredentialReader {
    private static final int MAX_LENGTH = 8 * 1024;

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
        Secret bare = credential.stripped();
        String value = bare.reveal();
        Optional<? extends PresentedCredential> readable = value.length() > MAX_LENGTH
                ? Optional.empty()
                : apiKeys.hasPrefix(value) ? apiKeys.parse(bare) : apiTokens.read(bare);
        return readable.isPresent() ? readable.get() : new UnreadableCredential(fingerprints.brief(value));
    }
}
