package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The retention of the secret of this generation is over. */
@StoredAs("token.previous_secret_retired")
public record PreviousSecretRetired(UUID tokenId, UUID ownerId, int generation) implements TokenEvent {}
