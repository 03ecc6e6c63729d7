package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The key was deleted permanently and its name is free again. Its history stays. */
@StoredAs("token.deleted")
public record TokenDeleted(UUID tokenId, UUID ownerId) implements TokenEvent {}
