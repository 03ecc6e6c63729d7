package io.tokenledger.api.credential;

/** Something that is no credential of this ledger; the fingerprint is salted, short, and gives nothing away. */
public record UnreadableCredential(String fingerprint) implements PresentedCredential {
    @Override
    public String routingKey() {
        return fingerprint;
    }
}
