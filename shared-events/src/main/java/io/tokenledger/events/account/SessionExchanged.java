package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import io.tokenledger.events.usage.MintedToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session was exchanged for an API token of a workspace.
 *
 * @param jti {@code jti} of the session
 */
@StoredAs("account.session_exchanged")
public record SessionExchanged(
        UUID accountId,
        @Plain String jti,
        MintedToken minted,
        @Personal String ip,
        @Personal @Nullable String userAgent)
        implements AccountEvent {}
