package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import io.tokenledger.events.usage.MintedToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who had signed in got a further API token, for a workspace; {@code jti} names the sign-in. */
@StoredAs("account.session_exchanged")
public record SessionExchanged(
        UUID accountId,
        String jti,
        MintedToken minted,
        String ip,
        @Nullable String userAgent) implements AccountEvent {}
