package io.tokenledger.door.use;

import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.use.MintedToken;
import io.tokenledger.events.use.TokenUseRefused;
import io.tokenledger.events.use.TokenUsed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;

/** Puts into events what the door has decided. */
final class UseEvents {
    private UseEvents() {}

    static MintedToken minted(UseToken.Mint mint, Instant now, @Nullable Instant keyExpiry) {
        return new MintedToken(
                IdentifierFactory.getInstance().generateIdentifier(),
                mint.audience(),
                now.truncatedTo(ChronoUnit.SECONDS),
                expiry(now, mint.lifetime(), keyExpiry));
    }

    static SessionExchanged exchanged(Caller caller, MintedToken minted, Origin origin) {
        return new SessionExchanged(
                caller.accountId(), Objects.requireNonNull(caller.jti()), minted, origin.ip(), origin.userAgent());
    }

    /** An API token does not outlive the key that it stands for: some workspaces check nothing but its expiry. */
    private static Instant expiry(Instant now, Duration lifetime, @Nullable Instant keyExpiry) {
        Instant full = now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
        return keyExpiry != null && keyExpiry.isBefore(full) ? keyExpiry.truncatedTo(ChronoUnit.SECONDS) : full;
    }

    static TokenUsed used(UseToken question, Credential key, Caller caller, Instant now, @Nullable MintedToken minted) {
        return new TokenUsed(
                key.tokenId(),
                key.ownerId(),
                caller.keyGeneration(),
                question.channel(),
                caller.via(),
                caller.jti(),
                question.origin().ip(),
                question.origin().userAgent(),
                question.target(),
                now,
                now,
                1,
                minted);
    }

    static TokenUseRefused refused(UseToken question, Verdict.Bad bad, @Nullable String fingerprint, Instant now) {
        return new TokenUseRefused(
                bad.tokenId(),
                bad.ownerId(),
                fingerprint,
                bad.reason(),
                question.channel(),
                question.origin().ip(),
                question.origin().userAgent(),
                question.target(),
                now,
                now,
                1);
    }
}
