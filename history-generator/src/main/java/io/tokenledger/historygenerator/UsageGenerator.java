package io.tokenledger.historygenerator;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies presented credentials and records their uses, both as the ledger does. */
final class UsageGenerator {
    private static final long LIFETIME = EpochMillis.HOUR;

    private final EventBuffer journal;
    private final WindowCounter windows;
    private final SeededIds ids;
    private final String server;

    /** @param server id of this ledger: the audience of API tokens for the ledger itself */
    UsageGenerator(EventBuffer journal, WindowCounter windows, SeededIds ids, String server) {
        this.journal = journal;
        this.windows = windows;
        this.ids = ids;
        this.server = server;
    }

    /** Presents a credential; true if the ledger accepts it. */
    boolean show(
            long now, GeneratedCredential presented, Channel channel, GeneratedOrigin origin, @Nullable String target) {
        return show(now, presented, channel, origin, target, null);
    }

    /** Presents a key or an API token to enter a workspace; true if the ledger accepts it. */
    boolean enter(
            long now,
            GeneratedCredential presented,
            Channel channel,
            GeneratedOrigin origin,
            GeneratedWorkspace workspace) {
        return show(
                now, presented, channel, origin, channel == Channel.WORKSPACE ? workspace.target() : null, workspace);
    }

    private boolean show(
            long now,
            GeneratedCredential presented,
            Channel channel,
            GeneratedOrigin origin,
            @Nullable String target,
            @Nullable GeneratedWorkspace workspace) {
        UseRefusalReason reason = refusalReason(now, presented, channel, workspace);
        if (reason != null) {
            refuse(now, presented, reason, channel, origin, target);
            return false;
        }
        TokenUsed used = used(now, presented, channel, origin, target, null);
        windows.record(
                now,
                new WindowKey.Accepted(
                        used.tokenId(), used.generation(), channel, used.jti(), origin.ip(), origin.agent(), target),
                origin.correlationId(),
                () -> used);
        return true;
    }

    /** Exchanges a credential for an API token of the workspace, or of the ledger if it is null; null if refused. */
    @Nullable
    GeneratedApiToken exchange(
            long now, GeneratedCredential presented, GeneratedOrigin origin, @Nullable GeneratedWorkspace workspace) {
        UseRefusalReason reason = refusalReason(now, presented, Channel.EXCHANGE, workspace);
        GeneratedKey key = presented.key();
        if (reason != null || key == null) {
            refuse(now, presented, reason == null ? UseRefusalReason.UNKNOWN : reason, Channel.EXCHANGE, origin, null);
            return null;
        }
        MintedToken minted = mint(now, workspace == null ? server : workspace.idText(), key.expiresAt);
        TokenUsed used = used(now, presented, Channel.EXCHANGE, origin, null, minted);
        journal.record(now, used, cause(origin));
        return new GeneratedApiToken(
                minted.jti(),
                key,
                used.generation(),
                workspace,
                minted.expiresAt().toEpochMilli());
    }

    /** The audience of API tokens for the ledger itself. */
    String server() {
        return server;
    }

    /** Presents an ended session. The refusal names its account and no key. */
    void refuseRevoked(long now, GeneratedAccount account, GeneratedOrigin origin, String target) {
        TokenUseRefused refused = new TokenUseRefused(
                null,
                account.id,
                null,
                UseRefusalReason.REVOKED,
                Channel.BEARER,
                origin.ip(),
                origin.agent(),
                target,
                EpochMillis.instant(now),
                EpochMillis.instant(now),
                1);
        windows.record(
                now,
                new WindowKey.Refused(null, UseRefusalReason.REVOKED, Channel.BEARER, origin.ip(), null),
                origin.correlationId(),
                () -> refused);
    }

    /** Issues an API token that expires no later than its key. */
    MintedToken mint(long now, String audience, long keyExpiresAt) {
        long issued = EpochMillis.wholeSecond(now);
        long expires = Math.min(issued + LIFETIME, EpochMillis.wholeSecond(keyExpiresAt));
        return new MintedToken(
                ids.timeOrdered(now).toString(), audience, EpochMillis.instant(issued), EpochMillis.instant(expires));
    }

    private static @Nullable UseRefusalReason refusalReason(
            long now, GeneratedCredential presented, Channel channel, @Nullable GeneratedWorkspace workspace) {
        UseRefusalReason reason = CredentialRules.refusalReason(presented, channel, now);
        GeneratedKey key = presented.key();
        if (reason == null && key != null && workspace != null && !GeneratedAdmission.mayEnter(key.owner, workspace)) {
            return UseRefusalReason.NO_ACCESS;
        }
        return reason;
    }

    private static TokenUsed used(
            long now,
            GeneratedCredential presented,
            Channel channel,
            GeneratedOrigin origin,
            @Nullable String target,
            @Nullable MintedToken minted) {
        GeneratedApiToken token = presented instanceof GeneratedCredential.Minted shown ? shown.token() : null;
        GeneratedCredential.Value value = presented instanceof GeneratedCredential.Value shown ? shown : null;
        GeneratedKey key = presented.key();
        if (key == null) {
            throw new IllegalArgumentException("an accepted credential must belong to a key");
        }
        key.busyAt = now;
        return new TokenUsed(
                key.id,
                key.owner.id,
                token != null ? token.generation() : value != null ? value.generation() : 0,
                channel,
                token == null ? CredentialKind.API_KEY : CredentialKind.API_TOKEN,
                token == null ? null : token.jti(),
                origin.ip(),
                origin.agent(),
                target,
                EpochMillis.instant(now),
                EpochMillis.instant(now),
                1,
                minted);
    }

    private void refuse(
            long now,
            GeneratedCredential presented,
            UseRefusalReason reason,
            Channel channel,
            GeneratedOrigin origin,
            @Nullable String target) {
        GeneratedKey key = reason == UseRefusalReason.MALFORMED ? null : presented.key();
        TokenUseRefused refused = new TokenUseRefused(
                key == null ? null : key.id,
                key == null ? null : key.owner.id,
                key == null ? fingerprint(presented) : null,
                reason,
                channel,
                origin.ip(),
                origin.agent(),
                target,
                EpochMillis.instant(now),
                EpochMillis.instant(now),
                1);
        windows.record(
                now,
                new WindowKey.Refused(
                        refused.tokenId(), reason, channel, origin.ip(), key == null ? null : origin.agent()),
                origin.correlationId(),
                () -> refused);
    }

    private static String fingerprint(GeneratedCredential presented) {
        return switch (presented) {
            case GeneratedCredential.Unknown unknown -> unknown.fingerprint();
            case GeneratedCredential.Malformed malformed -> malformed.fingerprint();
            case GeneratedCredential.Value value -> digits(value.key().idText().hashCode() * 31L + value.generation());
            case GeneratedCredential.Minted minted ->
                digits(minted.token().jti().hashCode());
        };
    }

    private static String digits(long seed) {
        return new SeededRandom(seed).hex(1);
    }

    static Map<String, String> cause(GeneratedOrigin origin) {
        return Map.of(EventMetadata.CORRELATION_ID, origin.correlationId());
    }
}
