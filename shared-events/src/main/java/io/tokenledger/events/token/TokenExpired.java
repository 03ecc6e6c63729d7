package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/** The key expired. It is refused from {@code expiredAt} on, even if this event is recorded later. */
@StoredAs("token.expired")
public record TokenExpired(UUID tokenId, UUID ownerId, Instant expiredAt) implements TokenEvent {}
