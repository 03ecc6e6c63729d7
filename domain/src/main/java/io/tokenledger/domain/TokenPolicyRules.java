package io.tokenledger.domain;

import io.tokenledger.events.organization.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token policy allows. An account can be bound by several policies: that of the instance and those of its
 * organizations. Then each rule of each policy must hold.
 */
public record TokenPolicyRules(TokenPolicy policy) {

    /**
     * Whether an account may get a new key. Policies restrict personal access tokens; keys of a service account are the
     * business of its administrators.
     *
     * @param actorAdministers whether the caller administers the owner of the policy
     * @param ownedByUser whether the key is a personal access token
     */
    public boolean mayCreate(boolean actorAdministers, boolean ownedByUser) {
        return switch (policy.creation()) {
            case ALLOWED -> true;
            case ADMINS_ONLY -> actorAdministers;
            case FORBIDDEN -> actorAdministers && !ownedByUser;
        };
    }

    /**
     * Whether a caller may create a key, or set the expiry of one.
     *
     * @param byKey whether the caller presented an API key, or an API token of one
     */
    public boolean mayActByKey(boolean byKey) {
        return !byKey || policy.keysMayCreateKeys();
    }

    /** The latest expiry of a key that is created or rotated now; null if any expiry is allowed, and none is needed. */
    public @Nullable Instant latestExpiry(Instant now) {
        Long minutes = policy.maxLifetimeMinutes();
        return minutes == null ? null : now.plus(Duration.ofMinutes(minutes));
    }

    /**
     * Whether a key may have this expiry.
     *
     * @param expiresAt null if the key never expires
     * @param setAt instant of the creation or rotation that set it
     */
    public boolean mayExpireAt(@Nullable Instant expiresAt, Instant setAt) {
        Instant latest = latestExpiry(setAt);
        return latest == null || (expiresAt != null && !expiresAt.isAfter(latest));
    }

    /**
     * Whether an account may have one more key.
     *
     * @param keys its keys that are not deleted
     */
    public boolean mayHaveAnother(long keys) {
        return keys < policy.maxKeysPerAccount();
    }

    /**
     * Whether a key is deactivated because it was not used.
     *
     * @param lastActivity last use, creation, rotation or activation, or when the owner joined the organization
     */
    public boolean isIdle(Instant lastActivity, Instant now) {
        Integer days = policy.maxIdleDays();
        return days != null && lastActivity.isBefore(now.minus(Duration.ofDays(days)));
    }

    /**
     * A key that exists, as far as a policy is concerned.
     *
     * @param ownerAdministers whether its owner administers the organization; true for service accounts
     * @param setAt instant of its last rotation, or of its creation
     * @param place number of the key among those of its owner, from 1 in the order of their creation
     */
    public record ExistingKey(
            boolean ownerAdministers,
            boolean ownedByUser,
            boolean createdByKey,
            boolean active,
            @Nullable Instant expiresAt,
            Instant setAt,
            Instant lastActivity,
            long place) {}

    /** The rules under which a key could not have been created as it is now. */
    public Set<TokenPolicyRule> brokenBy(ExistingKey key, Instant now) {
        Set<TokenPolicyRule> broken = EnumSet.noneOf(TokenPolicyRule.class);
        if (!mayCreate(key.ownerAdministers(), key.ownedByUser())) {
            broken.add(TokenPolicyRule.CREATION);
        }
        if (!mayExpireAt(key.expiresAt(), key.setAt())) {
            broken.add(TokenPolicyRule.MAX_LIFETIME_MINUTES);
        }
        if (key.active() && isIdle(key.lastActivity(), now)) {
            broken.add(TokenPolicyRule.MAX_IDLE_DAYS);
        }
        if (!mayActByKey(key.createdByKey())) {
            broken.add(TokenPolicyRule.KEYS_MAY_CREATE_KEYS);
        }
        if (!mayHaveAnother(key.place() - 1)) {
            broken.add(TokenPolicyRule.MAX_KEYS_PER_ACCOUNT);
        }
        return broken;
    }
}
