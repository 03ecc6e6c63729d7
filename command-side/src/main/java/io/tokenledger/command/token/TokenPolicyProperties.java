package io.tokenledger.command.token;

import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The token policy of the instance, which binds every account beside those of its organizations.
 *
 * @param creation who may create API keys; with {@code admins_only} superusers
 * @param maxLifetimeMinutes how far ahead an expiry may lie, and that there must be one; null for no such rule
 * @param keysMayCreateKeys whether an API key may create further keys
 */
@ConfigurationProperties("ledger.tokens.policy")
record TokenPolicyProperties(
        @DefaultValue("allowed") TokenCreation creation,
        @Nullable Long maxLifetimeMinutes,
        @DefaultValue("true") boolean keysMayCreateKeys) {
    /** How many keys an account may have is a setting of its own. */
    TokenPolicy asPolicy(int maxKeysPerAccount) {
        return new TokenPolicy(creation, maxLifetimeMinutes, null, keysMayCreateKeys, maxKeysPerAccount);
    }
}
