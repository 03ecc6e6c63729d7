package io.tokenledger.access.apikey;

import java.time.Duration;
import java.util.UUID;

/**
 * Asked by the command side: when was this key last used, and does the listing already show its change of this version?
 * The answer waits for that up to {@code patience}.
 */
public record FindLastUse(UUID tokenId, long version, Duration patience) {}
