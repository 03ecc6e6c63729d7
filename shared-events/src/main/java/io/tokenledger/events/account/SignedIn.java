package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody proved to be the account, and got an API token that is tied to no key. */
@StoredAs("account.signed_in")
public record SignedIn(
        UUID accountId,
        String jti,
        Instant expiresAt,
        String ip,
        @Nullable String userAgent) implements AccountEvent {}
