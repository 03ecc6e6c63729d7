package io.tokenledger.authentication.verify;

import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CacheFreshness;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.authentication.lookup.RevokedApiTokenCache;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import io.tokenledger.authentication.signing.Fingerprints;
import io.tokenledger.authentication.usage.CoalescingKey;
import io.tokenledger.authentication.usage.UsageRecorder;
import io.tokenledger.authentication.usage.WindowDetail;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a credential in this process: reads the caches, applies {@link CredentialCheck}, records the use, and only
 * then answers. Loads no aggregate.
 */
@Component
class LocalCredentialVerifier implements CredentialVerifier {
    private final CacheFreshness cacheFreshness;
    private final CredentialCache credentials;
    private final AccountCache accounts;
    private final RevokedApiTokenCache revoked;
    private final UsageRecorder recorder;
    private final FailedAttemptLimiter limiter;
    private final AccountVolumeLimiter volume;
    private final AccessCheck access;
    private final ApiTokenCodec apiTokens;
    private final Fingerprints fingerprints;
    private final Clock clock;

    LocalCredentialVerifier(
            CacheFreshness cacheFreshness,
            CredentialCache credentials,
            AccountCache accounts,
            RevokedApiTokenCache revoked,
            UsageRecorder recorder,
            FailedAttemptLimiter limiter,
            AccountVolumeLimiter volume,
            AccessCheck access,
            ApiTokenCodec apiTokens,
            Fingerprints fingerprints,
            Clock clock) {
        this.cacheFreshness = cacheFreshness;
        this.credentials = credentials;
        this.accounts = accounts;
        this.revoked = revoked;
        this.recorder = recorder;
        this.limiter = limiter;
        this.volume = volume;
        this.access = access;
        this.apiTokens = apiTokens;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    @Override
    public VerificationResult verify(VerifyCredential command) {
        cacheFreshness.requireFresh();
        Instant now = clock.instant();
        return switch (check(command, now)) {
            case CheckResult.Verified verified ->
                access.isSatisfied(command.requirement(), verified.owner())
                        ? accept(command, verified, now)
                        : rejectWithoutAccess(command, verified, now);
            case CheckResult.Rejected rejected -> refuse(command, rejected, now);
        };
    }

    private CheckResult check(VerifyCredential command, Instant now) {
        return switch (command.credential()) {
            case PresentedKey presented -> {
                CredentialRecord key = credentials.find(presented.keyId()).orElse(null);
                yield CredentialCheck.check(presented, key, owner(key), now);
            }
            case PresentedApiToken presented -> {
                UUID keyId = presented.keyId();
                CredentialRecord key =
                        keyId == null ? null : credentials.find(keyId).orElse(null);
                AccountRecord owner = accounts.find(presented.accountId()).orElse(null);
                yield CredentialCheck.check(
                        presented, revoked.isRevoked(presented), audience(command.channel()), key, owner, now);
            }
            case ExpiredApiToken expired -> CredentialCheck.check(expired);
            case UnreadableCredential unreadable -> new CheckResult.Rejected(UseRefusalReason.MALFORMED, null, null);
        };
    }

    private @Nullable AccountRecord owner(@Nullable CredentialRecord key) {
        return key == null ? null : accounts.find(key.ownerId()).orElse(null);
    }

    /** The required audience of an API token; null for introspection, which accepts any audience. */
    private @Nullable String audience(Channel channel) {
        return channel == Channel.INTROSPECTION ? null : apiTokens.controlPlane();
    }

    private VerificationResult accept(VerifyCredential command, CheckResult.Verified verified, Instant now) {
        Caller caller = caller(command.credential(), verified);
        CredentialRecord key = verified.key();
        RequestOrigin origin = command.origin();
        VerifyCredential.Mint mint = command.mint();
        if (mint != null) {
            volume.spend(caller, origin.userAgent());
            MintedToken minted = UsageEvents.minted(mint, now, key == null ? null : key.expiresAt());
            recorder.recordNow(
                    key == null
                            ? UsageEvents.exchanged(caller, minted, origin)
                            : UsageEvents.used(command, key, caller, now, minted),
                    origin);
            return new VerificationResult.Accepted(caller, minted);
        }
        if (key == null) {
            return new VerificationResult.Accepted(caller, null); // a session is no API key; its sign-in is recorded
        }
        CoalescingKey coalescingKey = new CoalescingKey.Accepted(
                key.tokenId(),
                verified.generation(),
                command.channel(),
                caller.via(),
                caller.jti(),
                origin.ip(),
                origin.userAgent(),
                command.target());
        recorder.record(
                coalescingKey, WindowDetail.FULL, now, origin, () -> UsageEvents.used(command, key, caller, now, null));
        return new VerificationResult.Accepted(caller, null);
    }

    /** Records a valid credential without access. It is no guess, so its network is not counted. */
    private VerificationResult rejectWithoutAccess(
            VerifyCredential command, CheckResult.Verified verified, Instant now) {
        CredentialRecord key = verified.key();
        UUID keyId = key == null ? null : key.tokenId();
        CheckResult.Rejected outside = new CheckResult.Rejected(
                UseRefusalReason.NO_ACCESS, keyId, verified.owner().accountId());
        RequestOrigin origin = command.origin();
        CoalescingKey coalescingKey = new CoalescingKey.Refused(
                keyId, outside.ownerId(), outside.reason(), command.channel(), origin.ip(), origin.userAgent());
        recorder.record(
                coalescingKey, WindowDetail.FULL, now, origin, () -> UsageEvents.refused(command, outside, null, now));
        return new VerificationResult.NotAdmitted();
    }

    private VerificationResult refuse(VerifyCredential command, CheckResult.Rejected rejected, Instant now) {
        RequestOrigin origin = command.origin();
        Duration retryAfter = isGuess(command, rejected) ? limiter.refused(origin.ip()) : null;
        CoalescingKey coalescingKey = new CoalescingKey.Refused(
                rejected.tokenId(),
                rejected.ownerId(),
                rejected.reason(),
                command.channel(),
                origin.ip(),
                rejected.tokenId() == null ? null : origin.userAgent());
        recorder.record(
                coalescingKey,
                retryAfter == null ? WindowDetail.FULL : WindowDetail.PER_NETWORK,
                now,
                origin,
                () -> UsageEvents.refused(command, rejected, fingerprint(command.credential(), rejected), now));
        return new VerificationResult.Refused(retryAfter);
    }

    /**
     * Whether the refusal counts against the limit of its network. A credential that the ledger issued is no guess.
     * Clients sign in again only after 401, so such a credential never gets 429. In an introspection the address is that
     * of the asking service.
     */
    private static boolean isGuess(VerifyCredential command, CheckResult.Rejected rejected) {
        return command.channel() != Channel.INTROSPECTION
                && switch (command.credential()) {
                    case PresentedApiToken signed -> false;
                    case ExpiredApiToken signed -> false;
                    case PresentedKey key ->
                        rejected.reason() == UseRefusalReason.UNKNOWN
                                || rejected.reason() == UseRefusalReason.WRONG_SECRET;
                    case UnreadableCredential unreadable -> true;
                };
    }

    /** Returns null if the key is known, because its id identifies the credential. */
    private @Nullable String fingerprint(PresentedCredential credential, CheckResult.Rejected rejected) {
        if (rejected.tokenId() != null) {
            return null;
        }
        return switch (credential) {
            case UnreadableCredential unreadable -> unreadable.fingerprint();
            case PresentedKey key ->
                fingerprints.brief(key.keyId() + key.digest().hex());
            case PresentedApiToken apiToken -> fingerprints.brief(apiToken.jti());
            case ExpiredApiToken expired -> fingerprints.brief(expired.claims().jti());
        };
    }

    private static Caller caller(PresentedCredential credential, CheckResult.Verified verified) {
        AccountRecord owner = verified.owner();
        CredentialRecord key = verified.key();
        PresentedApiToken apiToken = credential instanceof PresentedApiToken token ? token : null;
        return new Caller(
                owner.accountId(),
                owner.username(),
                owner.email(),
                owner.kind(),
                owner.roles(),
                owner.organizationId(),
                owner.memberships(),
                apiToken == null ? CredentialKind.API_KEY : CredentialKind.API_TOKEN,
                key == null ? null : key.tokenId(),
                verified.generation(),
                owner.sessionGeneration(),
                apiToken == null ? null : apiToken.jti(),
                apiToken == null ? null : apiToken.issuedAt(),
                apiToken != null ? apiToken.expiresAt() : key == null ? null : key.expiresAt(),
                key == null ? null : key.endOf(verified.generation()));
    }
}
