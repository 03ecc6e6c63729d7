package io.tokenledger.door.use;

import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedKey;
import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.use.UseRefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a credential is good, from nothing but what is known of it and the instant. Pure: no clock, no look-up.
 *
 * <p>Secrets are compared before anything else is looked at, with as many comparisons for an unknown key as for a known
 * one, so that the time of an answer tells nothing. An API token that was revoked is refused as such, whatever else is true of it.
 */
final class CredentialJudge {
    /** Compared with where there is nothing to compare with. */
    private static final SecretDigest NOTHING = new SecretDigest("0".repeat(64));

    private CredentialJudge() {}

    static Verdict judge(PresentedKey presented, @Nullable Credential key, @Nullable AccountRecord owner, Instant now) {
        boolean current = matches(presented, key == null ? null : key.digest());
        boolean previous = matches(presented, key == null ? null : key.previousDigest());
        if (key == null) {
            return new Verdict.Bad(UseRefusalReason.UNKNOWN, null, null);
        }
        if (!current && !previous) {
            return bad(UseRefusalReason.WRONG_SECRET, key);
        }
        return judgeLiving(key, owner, current, current ? key.generation() : key.generation() - 1, now);
    }

    static Verdict judge(
            PresentedApiToken presented,
            boolean revoked,
            @Nullable String audience,
            @Nullable Credential key,
            @Nullable AccountRecord owner,
            Instant now) {
        UUID keyId = presented.keyId();
        if (revoked) {
            return new Verdict.Bad(UseRefusalReason.REVOKED, keyId, presented.accountId());
        }
        if (audience != null && !audience.equals(presented.audience())) {
            return new Verdict.Bad(UseRefusalReason.WRONG_AUDIENCE, keyId, presented.accountId());
        }
        if (keyId == null) {
            return judgeSession(presented, owner);
        }
        if (key == null || !key.ownerId().equals(presented.accountId())) {
            return new Verdict.Bad(UseRefusalReason.UNKNOWN, null, null);
        }
        boolean current = presented.keyGeneration() == key.generation();
        if (!current && presented.keyGeneration() != key.generation() - 1) {
            return bad(UseRefusalReason.RETIRED, key);
        }
        return judgeLiving(key, owner, current, presented.keyGeneration(), now);
    }

    private static Verdict judgeLiving(
            Credential key, @Nullable AccountRecord owner, boolean current, int generation, Instant now) {
        if (key.deleted()) {
            return bad(UseRefusalReason.DELETED, key);
        }
        if (!current && !key.retains(now)) {
            return bad(UseRefusalReason.RETIRED, key);
        }
        if (!key.active()) {
            return bad(UseRefusalReason.DEACTIVATED, key);
        }
        if (key.isExpired(now)) {
            return bad(UseRefusalReason.EXPIRED, key);
        }
        if (owner == null || !owner.lives()) {
            return bad(UseRefusalReason.ACCOUNT_INACTIVE, key);
        }
        return new Verdict.Good(owner, key, generation);
    }

    /** A session has no key; it ends when the password changes or the account is deactivated. */
    private static Verdict judgeSession(PresentedApiToken presented, @Nullable AccountRecord owner) {
        if (owner == null || !owner.lives()) {
            return new Verdict.Bad(UseRefusalReason.ACCOUNT_INACTIVE, null, presented.accountId());
        }
        if (presented.sessionGeneration() != owner.sessionGeneration()) {
            return new Verdict.Bad(UseRefusalReason.RETIRED, null, presented.accountId());
        }
        return new Verdict.Good(owner, null, 0);
    }

    private static boolean matches(PresentedKey presented, @Nullable SecretDigest known) {
        boolean equal = (known == null ? NOTHING : known).matches(presented.digest());
        return equal && known != null;
    }

    private static Verdict bad(UseRefusalReason reason, Credential key) {
        return new Verdict.Bad(reason, key.tokenId(), key.ownerId());
    }
}
