package io.tokenledger.events.token;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key was activated. It can be used unless it has expired. */
@StoredAs("token.activated")
public record TokenActivated(
        UUID tokenId, UUID ownerId, @Personal @Nullable String reason) implements TokenEvent {}
