package io.tokenledger.authentication.verify;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;

/** Creates the events that record a verification. */
public final class UsageEvents {
    private UsageEvents() {}

    public static MintedToken minted(VerifyCredential.Mint mint, Instant now, @Nullable Instant keyExpiry) {
        return new MintedToken(
                IdentifierFactory.getInstance().generateIdentifier(),
                mint.audience(),
                now.truncatedTo(ChronoUnit.SECONDS),
                expiry(now, mint.lifetime(), keyExpiry));
    }

    public static SessionExchanged exchanged(Caller caller, MintedToken minted, RequestOrigin origin) {
        return new SessionExchanged(
                caller.accountId(), Objects.requireNonNull(caller.jti()), minted, origin.ip(), origin.userAgent());
    }

    /** An API token does not outlive its key, because some workspaces check only its expiry. */
    private static Instant expiry(Instant now, Duration lifetime, @Nullable Instant keyExpiry) {
        Instant full = now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
        return keyExpiry != null && keyExpiry.isBefore(full) ? keyExpiry.truncatedTo(ChronoUnit.SECONDS) : full;
    }

    public static TokenUsed used(
            VerifyCredential command, CredentialRecord key, Caller caller, Instant now, @Nullable MintedToken minted) {
        return new TokenUsed(
                key.tokenId(),
                key.ownerId(),
                caller.keyGeneration(),
                command.channel(),
                caller.via(),
                caller.jti(),
                command.origin().ip(),
                command.origin().userAgent(),
                command.target(),
                now,
                now,
                1,
                minted);
    }

    public static TokenUseRefused refused(
            VerifyCredential command, CheckResult.Rejected rejected, @Nullable String fingerprint, Instant now) {
        return new TokenUseRefused(
                rejected.tokenId(),
                rejected.ownerId(),
                fingerprint,
                rejected.reason(),
                command.channel(),
                command.origin().ip(),
                command.origin().userAgent(),
                command.target(),
                now,
                now,
                1);
    }
}
