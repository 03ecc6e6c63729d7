package io.tokenledger.api.query;

import java.time.Instant;
import java.util.UUID;

/**
 * Finds the active keys of an organization's accounts without a use since the given instant. Creation, rotation,
 * activation and a new membership of the owner count as a use. The result is {@link IdleKeys}. The query fails with
 * {@code read_model_behind} while a listing lags behind.
 */
public record FindIdleKeys(UUID organizationId, Instant since) {}
