package io.tokenledger.api.query;

import java.time.Instant;
import java.util.UUID;

/**
 * Asked by the command side: which active keys of an organization's accounts has nobody used, made or woken since?
 * Answered by {@link IdleKeys}; refused with {@code store_unavailable} while a listing is behind.
 */
public record FindIdleKeys(UUID organizationId, Instant since) {}
