package io.tokenledger.events.token;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key's name or description changed; the event contains both current values. */
@StoredAs("token.described")
public record TokenDescribed(
        UUID tokenId,
        UUID ownerId,
        @Personal String name,
        @Personal @Nullable String description) implements TokenEvent {}
