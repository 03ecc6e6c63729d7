package io.tokenledger.authentication.verify;

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
 * Says whether a credential is good, from nothing but what is known of it and the instant. Pure: no clock, no look-up.
 *
 * <p>Secrets are compared before anything else is looked at, with as many comparisons for an unknown key as for a known
 * one, so that the time of an answer tells nothing. An API token that was revoked is refused as such, whatever else is true of it.
 */
final class CredentialCheck {
    /** Compared with where there is nothing to compare with. */
    private static final SecretDigest NOTHING = new SecretDigest("0".repeat(64));

    private CredentialCheck() {}

    static CheckResult judge(
            PresentedKey presented, @Nullable CredentialRecord key, @Nullable AccountRecord owner, Instant now) {
        boolean current = matches(presented, key == null ? null : key.digest());
        boolean previous = matches(presented, key == null ? null : key.previousDigest());
        if (key == null) {
            return new CheckResult.Rejected(UseRefusalReason.UNKNOWN, null, null);
        }
        if (!current && !previous) {
            return bad(UseRefusalReason.WRONG_SECRET, key);
        }
        return judgeLiving(key, owner, current ? key.generation() : key.generation() - 1, now);
    }

    static CheckResult judge(
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
            return judgeSession(presented, owner);
        }
        if (key == null || !key.ownerId().equals(presented.accountId())) {
            return new CheckResult.Rejected(UseRefusalReason.UNKNOWN, null, null);
        }
        if (Generation.of(presented.keyGeneration(), key.generation()) == Generation.OLDER) {
            return bad(UseRefusalReason.RETIRED, key);
        }
        return judgeLiving(key, owner, presented.keyGeneration(), now);
    }

    private static CheckResult judgeLiving(
            CredentialRecord key, @Nullable AccountRecord owner, int generation, Instant now) {
        UseRefusalReason reason = CredentialValidity.reasonToRefuse(
                Generation.of(generation, key.generation()),
                key.retains(now),
                key.active(),
                key.isExpired(now),
                key.deleted(),
                owner != null && owner.lives());
        return reason == null && owner != null
                ? new CheckResult.Verified(owner, key, generation)
                : bad(reason == null ? UseRefusalReason.ACCOUNT_INACTIVE : reason, key);
    }

    /** A session has no key; it ends when the password changes or the account is deactivated. */
    private static CheckResult judgeSession(PresentedApiToken presented, @Nullable AccountRecord owner) {
        if (owner == null || !owner.lives()) {
            return new CheckResult.Rejected(UseRefusalReason.ACCOUNT_INACTIVE, null, presented.accountId());
        }
        if (presented.sessionGeneration() != owner.sessionGeneration()) {
            return new CheckResult.Rejected(UseRefusalReason.RETIRED, null, presented.accountId());
        }
        return new CheckResult.Verified(owner, null, 0);
    }

    private static boolean matches(PresentedKey presented, @Nullable SecretDigest known) {
        boolean equal = (known == null ? NOTHING : known).matches(presented.digest());
        return equal && known != null;
    }

    private static CheckResult bad(UseRefusalReason reason, CredentialRecord key) {
        return new CheckResult.Rejected(reason, key.tokenId(), key.ownerId());
    }
}
