package io.tokenledger.histories;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.CredentialKind;
import io.tokenledger.events.use.MintedToken;
import io.tokenledger.events.use.TokenUseRefused;
import io.tokenledger.events.use.TokenUsed;
import io.tokenledger.events.use.UseRefusalReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where credentials are shown: decides as the ledger would, and records what the ledger would record. */
final class Door {
    private static final long LIFETIME = Time.HOUR;

    private final Journal journal;
    private final Windows windows;
    private final Ids ids;
    private final String server;

    /** @param server the id of this ledger: the audience of API tokens that speak to itself */
    Door(Journal journal, Windows windows, Ids ids, String server) {
        this.journal = journal;
        this.windows = windows;
        this.ids = ids;
        this.server = server;
    }

    /** Shows a credential; whether it was found good. */
    boolean show(long now, Presented presented, Channel channel, Origin origin, @Nullable String target) {
        return show(now, presented, channel, origin, target, null);
    }

    /** Shows a key or an API token in order to enter a workspace. */
    boolean enter(long now, Presented presented, Channel channel, Origin origin, WorkspaceModel workspace) {
        return show(
                now, presented, channel, origin, channel == Channel.WORKSPACE ? workspace.target() : null, workspace);
    }

    private boolean show(
            long now,
            Presented presented,
            Channel channel,
            Origin origin,
            @Nullable String target,
            @Nullable WorkspaceModel workspace) {
        UseRefusalReason reason = judge(now, presented, channel, workspace);
        if (reason != null) {
            refuse(now, presented, reason, channel, origin, target);
            return false;
        }
        TokenUsed used = used(now, presented, channel, origin, target, null);
        windows.record(
                now,
                new UseKey.Accepted(
                        used.tokenId(), used.generation(), channel, used.jti(), origin.ip(), origin.agent(), target),
                origin.correlationId(),
                () -> used);
        return true;
    }

    /** Exchanges a credential for an API token, of the workspace where one is given; null where it was refused. */
    @Nullable
    ApiToken exchange(long now, Presented presented, Origin origin, @Nullable WorkspaceModel workspace) {
        UseRefusalReason reason = judge(now, presented, Channel.EXCHANGE, workspace);
        KeyModel key = presented.key();
        if (reason != null || key == null) {
            refuse(now, presented, reason == null ? UseRefusalReason.UNKNOWN : reason, Channel.EXCHANGE, origin, null);
            return null;
        }
        MintedToken minted = mint(now, workspace == null ? server : workspace.idText(), key.expiresAt);
        TokenUsed used = used(now, presented, Channel.EXCHANGE, origin, null, minted);
        journal.record(now, used, cause(origin));
        return new ApiToken(
                minted.jti(),
                key,
                used.generation(),
                workspace,
                minted.expiresAt().toEpochMilli());
    }

    /** The audience of API tokens that speak to the ledger itself. */
    String server() {
        return server;
    }

    /** Shows a session that was ended: its account is known, and no key. */
    void refuseRevoked(long now, AccountModel account, Origin origin, String target) {
        TokenUseRefused refused = new TokenUseRefused(
                null,
                account.id,
                null,
                UseRefusalReason.REVOKED,
                Channel.BEARER,
                origin.ip(),
                origin.agent(),
                target,
                Time.instant(now),
                Time.instant(now),
                1);
        windows.record(
                now,
                new UseKey.Refused(null, UseRefusalReason.REVOKED, Channel.BEARER, origin.ip(), null),
                origin.correlationId(),
                () -> refused);
    }

    /** An API token never outlives its key. */
    MintedToken mint(long now, String audience, long keyExpiresAt) {
        long issued = Time.wholeSecond(now);
        long expires = Math.min(issued + LIFETIME, Time.wholeSecond(keyExpiresAt));
        return new MintedToken(ids.timeOrdered(now).toString(), audience, Time.instant(issued), Time.instant(expires));
    }

    private static @Nullable UseRefusalReason judge(
            long now, Presented presented, Channel channel, @Nullable WorkspaceModel workspace) {
        UseRefusalReason reason = Judge.judge(presented, channel, now);
        KeyModel key = presented.key();
        if (reason == null && key != null && workspace != null && !Admissions.mayEnter(key.owner, workspace)) {
            return UseRefusalReason.NO_ACCESS;
        }
        return reason;
    }

    private static TokenUsed used(
            long now,
            Presented presented,
            Channel channel,
            Origin origin,
            @Nullable String target,
            @Nullable MintedToken minted) {
        ApiToken token = presented instanceof Presented.Minted shown ? shown.token() : null;
        Presented.Value value = presented instanceof Presented.Value shown ? shown : null;
        KeyModel key = presented.key();
        if (key == null) {
            throw new IllegalArgumentException("nobody's credential was accepted");
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
                Time.instant(now),
                Time.instant(now),
                1,
                minted);
    }

    private void refuse(
            long now,
            Presented presented,
            UseRefusalReason reason,
            Channel channel,
            Origin origin,
            @Nullable String target) {
        // An API token that has expired is only a text that cannot be read: nobody knows whose it was.
        KeyModel key = reason == UseRefusalReason.MALFORMED ? null : presented.key();
        TokenUseRefused refused = new TokenUseRefused(
                key == null ? null : key.id,
                key == null ? null : key.owner.id,
                key == null ? fingerprint(presented) : null,
                reason,
                channel,
                origin.ip(),
                origin.agent(),
                target,
                Time.instant(now),
                Time.instant(now),
                1);
        windows.record(
                now,
                new UseKey.Refused(
                        refused.tokenId(), reason, channel, origin.ip(), key == null ? null : origin.agent()),
                origin.correlationId(),
                () -> refused);
    }

    private static String fingerprint(Presented presented) {
        return switch (presented) {
            case Presented.Unknown unknown -> unknown.fingerprint();
            case Presented.Malformed malformed -> malformed.fingerprint();
            case Presented.Value value -> digits(value.key().idText().hashCode() * 31L + value.generation());
            case Presented.Minted minted -> digits(minted.token().jti().hashCode());
        };
    }

    private static String digits(long seed) {
        return new Chance(seed).hex(1);
    }

    static Map<String, String> cause(Origin origin) {
        return Map.of(EventMetadata.CORRELATION_ID, origin.correlationId());
    }
}
