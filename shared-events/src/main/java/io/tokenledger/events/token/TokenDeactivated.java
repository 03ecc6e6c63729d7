package io.tokenledger.events.token;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key was deactivated. It is refused until it is activated again. */
@StoredAs("token.deactivated")
public record TokenDeactivated(
        UUID tokenId, UUID ownerId, @Personal @Nullable String reason) implements TokenEvent {}
