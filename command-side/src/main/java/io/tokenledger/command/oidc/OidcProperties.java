package io.tokenledger.command.oidc;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect provider by which users sign in.
 *
 * @param issuer issuer URL of the provider, below which its discovery document is; empty for no provider
 * @param clientId client id of the ledger at the provider
 * @param clientSecret client secret of the ledger at the provider; empty for a public client, which PKCE protects
 * @param afterSignIn path of the ledger to which the browser returns
 */
@ConfigurationProperties("ledger.oidc")
record OidcProperties(
        @Nullable String issuer,
        @DefaultValue("token-ledger") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("/swagger-ui.html") String afterSignIn) {
    @Override
    public String toString() {
        return "OidcProperties[" + issuer + "]";
    }
}
