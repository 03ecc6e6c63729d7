package io.tokenledger.events.organization;

import org.jspecify.annotations.Nullable;

/**
 * The rules that new and rotated API keys of an organization's accounts keep to. Where an account belongs to several
 * organizations, each rule of each of them must hold.
 *
 * @param maxLifetimeMinutes how far ahead an expiry may lie, and that there must be one; null for no such rule
 * @param maxIdleDays after so many days without a use a key is deactivated; null for never
 * @param keysMayCreateKeys whether a caller who shows an API key, or an API token of one, may create further keys
 * @param maxKeysPerAccount living API keys of one account
 */
public record TokenPolicy(
        TokenCreation creation,
        @Nullable Long maxLifetimeMinutes,
        @Nullable Integer maxIdleDays,
        boolean keysMayCreateKeys,
        int maxKeysPerAccount) {
    /** What holds where an organization has said nothing: no rule beyond the instance's own. */
    public static final TokenPolicy NONE = new TokenPolicy(TokenCreation.ALLOWED, null, null, true, 50);
}
