package io.tokenledger.access.apikey;

import java.time.Instant;
import java.util.UUID;

/**
 * Asked by the command side: which active keys of an organization's accounts has nobody used, made or woken since?
 * Answered by {@link IdleKeys}; by none where the listing is too far behind to tell.
 */
public record FindIdleKeys(UUID organizationId, Instant since) {}
