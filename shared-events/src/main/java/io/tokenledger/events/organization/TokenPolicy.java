package io.tokenledger.events.organization;

import org.jspecify.annotations.Nullable;

/**
 * Rules for new and rotated API keys of an organization's accounts. An account of several organizations must satisfy
 * the rules of all of them.
 *
 * @param creation accounts that may create keys
 * @param maxLifetimeMinutes maximum time from now to an expiry, in minutes, which makes an expiry mandatory; null for
 *     no such rule
 * @param maxIdleDays days without a use after which a key is deactivated; null for never
 * @param keysMayCreateKeys whether an API key, or an API token that was exchanged for one, may create further keys
 * @param maxKeysPerAccount maximum number of API keys of one account, without deleted ones
 * @param minUseRetentionDays days for which the uses of these keys are kept at least, also if the ledger keeps others for a
 *     shorter time; null for no such rule
 */
public record TokenPolicy(
        TokenCreation creation,
        @Nullable Long maxLifetimeMinutes,
        @Nullable Integer maxIdleDays,
        boolean keysMayCreateKeys,
        int maxKeysPerAccount,
        @Nullable Integer minUseRetentionDays) {
    /** Policy of an organization that has set none: no restrictions in addition to those of the instance. */
    public static final TokenPolicy NONE = new TokenPolicy(TokenCreation.ALLOWED, null, null, true, 50, null);
}
