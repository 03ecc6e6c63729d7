package io.tokenledger.authentication.verify;

import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a credential is valid, from its stored state and the instant alone. Pure: no clock, no lookup.
 *
 * <p>Compares secrets first, with as many comparisons for an unknown key as for a known one. So the response time
 * reveals nothing about a key. A revoked API token is refused as revoked, unless it has expired.
 */
final class CredentialCheck {
    /** Digest to compare with if no digest is stored. */
    private static final SecretDigest NO_DIGEST = new SecretDigest("0".repeat(64));

    private CredentialCheck() {}

    static CheckResult check(
            PresentedKey presented, @Nullable CredentialRecord key, @Nullable AccountRecord owner, Instant now) {
        boolean current = matches(presented, key == null ? null : key.digest());
        boolean previous = matches(presented, key == null ? null : key.previousDigest());
        if (key == null) {
            return new CheckResult.Rejected(UseRefusalReason.UNKNOWN, null, null);
        }
        if (!current && !previous) {
            return rejected(UseRefusalReason.WRONG_SECRET, key);
        }
        return checkKey(key, owner, current ? key.generation() : key.generation() - 1, now);
    }

    static CheckResult check(
            PresentedApiToken presented,
            boolean revoked,
            @Nullable String audience,
            @Nullable CredentialRecord key,
            @Nullable AccountRecord owner,
            Instant now) {
        UUID keyId = presented.keyId();
        if (revoked) {
            return new CheckResult.Rejected(UseRefusalReason.REVOKED, keyId, presented.accountId());
        }
        if (audience != null && !audience.equals(presented.audience())) {
            return new CheckResult.Rejected(UseRefusalReason.WRONG_AUDIENCE, keyId, presented.accountId());
        }
        if (keyId == null) {
            return checkSession(presented, owner);
        }
        if (key == null || !key.ownerId().equals(presented.accountId())) {
            return new CheckResult.Rejected(UseRefusalReason.UNKNOWN, null, null);
        }
        return checkKey(key, owner, presented.keyGeneration(), now);
    }

    /** An expired API token says nothing about its key, so it has a reason of its own. */
    static CheckResult check(ExpiredApiToken presented) {
        PresentedApiToken claims = presented.claims();
        return new CheckResult.Rejected(UseRefusalReason.API_TOKEN_EXPIRED, claims.keyId(), claims.accountId());
    }

    private static CheckResult checkKey(
            CredentialRecord key, @Nullable AccountRecord owner, int generation, Instant now) {
        UseRefusalReason reason = CredentialValidity.reasonToRefuse(
                Generation.of(generation, key.generation()),
                key.retains(now),
                key.active(),
                key.isExpired(now),
                key.deleted(),
                owner != null && owner.mayAct());
        return reason == null && owner != null
                ? new CheckResult.Verified(owner, key, generation)
                : rejected(reason == null ? UseRefusalReason.ACCOUNT_INACTIVE : reason, key);
    }

    /**
     * A session has no key. It ends when the account's session generation changes, or when the account is deactivated
     * or deleted.
     */
    private static CheckResult checkSession(PresentedApiToken presented, @Nullable AccountRecord owner) {
        if (owner == null || !owner.mayAct()) {
            return new CheckResult.Rejected(UseRefusalReason.ACCOUNT_INACTIVE, null, presented.accountId());
        }
        if (presented.sessionGeneration() != owner.sessionGeneration()) {
            return new CheckResult.Rejected(UseRefusalReason.RETIRED, null, presented.accountId());
        }
        return new CheckResult.Verified(owner, null, 0);
    }

    private static boolean matches(PresentedKey presented, @Nullable SecretDigest known) {
        boolean equal = (known == null ? NO_DIGEST : known).matches(presented.digest());
        return equal && known != null;
    }

    private static CheckResult rejected(UseRefusalReason reason, CredentialRecord key) {
        return new CheckResult.Rejected(reason, key.tokenId(), key.ownerId());
    }
}
