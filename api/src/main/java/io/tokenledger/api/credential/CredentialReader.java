package io.tokenledger.api.credential;

/** Reads what stands behind {@code Bearer}: shape, checksum and signature, but not yet whether the key is good. */
public interface CredentialReader {
    /**
     * Reads a credential; blanks and line ends around it are no part of it. Never throws for bad input: what cannot be read is an
     * {@link UnreadableCredential}.
     */
    PresentedCredential read(Secret credential);
}
