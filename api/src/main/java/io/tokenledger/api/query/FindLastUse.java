package io.tokenledger.api.query;

import java.time.Duration;
import java.util.UUID;

/**
 * Asked by the command side: when was this key last used, and does the listing already show its event at this position?
 * The answer waits for that up to {@code patience}.
 */
public record FindLastUse(UUID tokenId, long position, Duration patience) {}
