package io.tokenledger.door.use;

import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.PresentedKey;
import io.tokenledger.access.credential.UnreadableCredential;
import io.tokenledger.access.limit.AccountVolume;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseDecision;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.door.admission.Workspaces;
import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Accounts;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.door.credential.Credentials;
import io.tokenledger.door.credential.RevokedApiTokens;
import io.tokenledger.door.credential.Sight;
import io.tokenledger.door.signing.ApiTokens;
import io.tokenledger.door.signing.Fingerprints;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.CredentialKind;
import io.tokenledger.events.use.MintedToken;
import io.tokenledger.events.use.UseRefusalReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one door: looks up, lets the judge decide, records, and only then answers. No aggregate is loaded here. */
@Component
class UseHandler {
    private final Sight sight;
    private final Credentials credentials;
    private final Accounts accounts;
    private final RevokedApiTokens revoked;
    private final UseRecorder recorder;
    private final RefusalLimiter limiter;
    private final AccountVolume volume;
    private final Workspaces workspaces;
    private final ApiTokens apiTokens;
    private final Fingerprints fingerprints;
    private final Clock clock;

    UseHandler(
            Sight sight,
            Credentials credentials,
            Accounts accounts,
            RevokedApiTokens revoked,
            UseRecorder recorder,
            RefusalLimiter limiter,
            AccountVolume volume,
            Workspaces workspaces,
            ApiTokens apiTokens,
            Fingerprints fingerprints,
            Clock clock) {
        this.sight = sight;
        this.credentials = credentials;
        this.accounts = accounts;
        this.revoked = revoked;
        this.recorder = recorder;
        this.limiter = limiter;
        this.volume = volume;
        this.workspaces = workspaces;
        this.apiTokens = apiTokens;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    @CommandHandler
    UseDecision handle(UseToken question) {
        sight.demand();
        Instant now = clock.instant();
        return switch (judge(question, now)) {
            case Verdict.Good good ->
                isOutside(good.owner(), question.workspaceId())
                        ? turnAway(question, good, now)
                        : accept(question, good, now);
            case Verdict.Bad bad -> refuse(question, bad, now);
        };
    }

    private Verdict judge(UseToken question, Instant now) {
        return switch (question.credential()) {
            case PresentedKey presented -> {
                Credential key = credentials.find(presented.keyId()).orElse(null);
                yield CredentialJudge.judge(presented, key, owner(key), now);
            }
            case PresentedApiToken presented -> {
                UUID keyId = presented.keyId();
                Credential key = keyId == null ? null : credentials.find(keyId).orElse(null);
                AccountRecord owner = accounts.find(presented.accountId()).orElse(null);
                yield CredentialJudge.judge(
                        presented, revoked.isRevoked(presented), audience(question.channel()), key, owner, now);
            }
            case UnreadableCredential unreadable -> new Verdict.Bad(UseRefusalReason.MALFORMED, null, null);
        };
    }

    /** An unknown workspace is answered and recorded like a foreign one: its id tells a stranger nothing. */
    private boolean isOutside(AccountRecord account, @Nullable UUID workspaceId) {
        return workspaceId != null
                && workspaces
                        .find(workspaceId)
                        .flatMap(workspace -> workspaces.admission(account, workspace))
                        .isEmpty();
    }

    private @Nullable AccountRecord owner(@Nullable Credential key) {
        return key == null ? null : accounts.find(key.ownerId()).orElse(null);
    }

    /** Whom an API token must speak to; introspection is asked about tokens for anybody. */
    private @Nullable String audience(Channel channel) {
        return channel == Channel.INTROSPECTION ? null : apiTokens.issuer();
    }

    private UseDecision accept(UseToken question, Verdict.Good good, Instant now) {
        Caller caller = caller(question.credential(), good);
        Credential key = good.key();
        Origin origin = question.origin();
        UseToken.Mint mint = question.mint();
        if (mint != null) {
            volume.spend(caller, origin.userAgent());
            MintedToken minted = UseEvents.minted(mint, now, key == null ? null : key.expiresAt());
            recorder.recordNow(
                    key == null
                            ? UseEvents.exchanged(caller, minted, origin)
                            : UseEvents.used(question, key, caller, now, minted),
                    origin);
            return new UseDecision.Accepted(caller, minted);
        }
        if (key == null) {
            return new UseDecision.Accepted(caller, null); // a session is no token; its sign-in is on record
        }
        UseKey together = new UseKey.Accepted(
                key.tokenId(),
                good.generation(),
                question.channel(),
                caller.via(),
                caller.jti(),
                origin.ip(),
                origin.userAgent(),
                question.target());
        recorder.record(together, Detail.FULL, now, origin, () -> UseEvents.used(question, key, caller, now, null));
        return new UseDecision.Accepted(caller, null);
    }

    /** The credential is good, so the address is not counted as one that guesses. */
    private UseDecision turnAway(UseToken question, Verdict.Good good, Instant now) {
        Credential key = good.key();
        UUID keyId = key == null ? null : key.tokenId();
        Verdict.Bad outside =
                new Verdict.Bad(UseRefusalReason.NO_ACCESS, keyId, good.owner().accountId());
        Origin origin = question.origin();
        UseKey together = new UseKey.Refused(
                keyId, outside.ownerId(), outside.reason(), question.channel(), origin.ip(), origin.userAgent());
        recorder.record(together, Detail.FULL, now, origin, () -> UseEvents.refused(question, outside, null, now));
        return new UseDecision.NotAdmitted();
    }

    private UseDecision refuse(UseToken question, Verdict.Bad bad, Instant now) {
        Origin origin = question.origin();
        Duration retryAfter = question.channel() == Channel.INTROSPECTION
                ? null // the address is the asking service's, not the holder's
                : limiter.refused(origin.ip());
        UseKey together = new UseKey.Refused(
                bad.tokenId(),
                bad.ownerId(),
                bad.reason(),
                question.channel(),
                origin.ip(),
                bad.tokenId() == null ? null : origin.userAgent());
        recorder.record(
                together,
                retryAfter == null ? Detail.FULL : Detail.PER_NETWORK,
                now,
                origin,
                () -> UseEvents.refused(question, bad, fingerprint(question.credential(), bad), now));
        return new UseDecision.Refused(retryAfter);
    }

    /** Where the key is known its id says enough. */
    private @Nullable String fingerprint(PresentedCredential credential, Verdict.Bad bad) {
        if (bad.tokenId() != null) {
            return null;
        }
        return switch (credential) {
            case UnreadableCredential unreadable -> unreadable.fingerprint();
            case PresentedKey key ->
                fingerprints.brief(key.keyId() + key.digest().hex());
            case PresentedApiToken apiToken -> fingerprints.brief(apiToken.jti());
        };
    }

    private static Caller caller(PresentedCredential credential, Verdict.Good good) {
        AccountRecord owner = good.owner();
        Credential key = good.key();
        PresentedApiToken apiToken = credential instanceof PresentedApiToken token ? token : null;
        return new Caller(
                owner.accountId(),
                owner.username(),
                owner.kind(),
                owner.roles(),
                owner.organizationId(),
                owner.memberships(),
                apiToken == null ? CredentialKind.API_KEY : CredentialKind.API_TOKEN,
                key == null ? null : key.tokenId(),
                good.generation(),
                owner.sessionGeneration(),
                apiToken == null ? null : apiToken.jti(),
                apiToken == null ? null : apiToken.issuedAt(),
                apiToken != null ? apiToken.expiresAt() : key == null ? null : key.expiresAt());
    }
}
