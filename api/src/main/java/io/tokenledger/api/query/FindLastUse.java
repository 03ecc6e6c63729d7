package io.tokenledger.api.query;

import java.time.Duration;
import java.util.UUID;

/**
 * Finds the last use of this key, and whether the listing has applied the event at this position.
 *
 * @param timeout maximum time to wait for the listing
 */
public record FindLastUse(UUID tokenId, long position, Duration timeout) {}
