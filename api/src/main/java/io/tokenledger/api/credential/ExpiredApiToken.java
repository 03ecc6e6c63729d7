package io.tokenledger.api.credential;

/**
 * An API token with a valid signature that has expired. It is refused like an invalid one. But it is no guess, so its
 * network is not counted, and its key and account are known.
 */
public record ExpiredApiToken(PresentedApiToken claims) implements PresentedCredential {
    @Override
    public String routingKey() {
        return claims.routingKey();
    }
}
