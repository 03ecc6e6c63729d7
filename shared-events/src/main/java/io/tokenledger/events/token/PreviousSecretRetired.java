package io.tokenledger.events.token;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The retention of this generation's secret ended. */
@StoredAs("token.previous_secret_retired")
public record PreviousSecretRetired(UUID tokenId, UUID ownerId, int generation) implements TokenEvent {}
