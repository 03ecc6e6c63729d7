package io.tokenledger.api.credential;

/**
 * Input that is not a credential of this ledger. The fingerprint is a short keyed hash, which reveals nothing
 * about the input.
 */
public record UnreadableCredential(String fingerprint) implements PresentedCredential {
    @Override
    public String routingKey() {
        return fingerprint;
    }
}
