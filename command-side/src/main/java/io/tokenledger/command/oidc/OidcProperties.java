package io.tokenledger.command.oidc;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect provider by which people sign in.
 *
 * @param issuer its address, where its discovery document is; empty for none
 * @param clientId as which it knows the ledger
 * @param clientSecret what it knows the ledger by; empty for a public client, which PKCE protects
 * @param afterSignIn the path of the ledger to which a browser comes back
 */
@ConfigurationProperties("ledger.oidc")
record OidcProperties(
        @Nullable String issuer,
        @DefaultValue("token-ledger") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("/swagger-ui.html") String afterSignIn) {
    @Override
    public String toString() {
        return "OidcSettings[" + issuer + "]";
    }
}
