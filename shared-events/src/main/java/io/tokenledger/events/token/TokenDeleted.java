package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The key is gone for good and its name is free again; its history stays. */
@StoredAs("token.deleted")
public record TokenDeleted(UUID tokenId, UUID ownerId) implements TokenEvent {}
