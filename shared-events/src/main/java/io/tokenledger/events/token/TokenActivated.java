package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key works again, as far as it has not expired. */
@StoredAs("token.activated")
public record TokenActivated(
        UUID tokenId, UUID ownerId, @Nullable String reason) implements TokenEvent {}
