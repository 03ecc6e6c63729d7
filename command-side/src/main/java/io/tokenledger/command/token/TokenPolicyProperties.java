package io.tokenledger.command.token;

import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The token policy of the instance. It applies to every account, in addition to the policies of its organizations.
 *
 * @param creation accounts that may create API keys; {@code admins_only} means superusers
 * @param maxLifetimeMinutes maximum time from now to an expiry, in minutes, which makes an expiry mandatory; null for
 *     no such rule
 * @param keysMayCreateKeys whether an API key may create further keys
 */
@ConfigurationProperties("ledger.tokens.policy")
record TokenPolicyProperties(
        @DefaultValue("allowed") TokenCreation creation,
        @Nullable Long maxLifetimeMinutes,
        @DefaultValue("true") boolean keysMayCreateKeys) {
    /** The policy with the number of keys per account, which is a configuration property of its own. */
    TokenPolicy asPolicy(int maxKeysPerAccount) {
        return new TokenPolicy(creation, maxLifetimeMinutes, null, keysMayCreateKeys, maxKeysPerAccount, null);
    }
}
