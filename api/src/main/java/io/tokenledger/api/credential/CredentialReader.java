package io.tokenledger.api.credential;

/**
 * Parses a presented credential: format, checksum and signature. It does not check whether the credential is still
 * valid.
 */
public interface CredentialReader {
    /**
     * Parses a credential; surrounding whitespace is ignored. Never throws for bad input: input that cannot be parsed
     * becomes an {@link UnreadableCredential}.
     */
    PresentedCredential read(Secret credential);
}
