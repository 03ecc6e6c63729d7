package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account signed in and received an API token that belongs to no API key. */
@StoredAs("account.signed_in")
public record SignedIn(
        UUID accountId,
        @Plain String jti,
        Instant expiresAt,
        @Personal String ip,
        @Personal @Nullable String userAgent) implements AccountEvent {}
