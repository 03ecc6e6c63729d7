package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/** The key's last instant has passed. The key was refused from {@code expiredAt} on, also where this event is late. */
@StoredAs("token.expired")
public record TokenExpired(UUID tokenId, UUID ownerId, Instant expiredAt) implements TokenEvent {}
