package io.tokenledger.api.query;

import java.time.Duration;

/**
 * Waits until the listing has applied the event at this position. The result is true as soon as it has, or false on a
 * timeout.
 *
 * @param timeout maximum time to wait
 */
public record AwaitListing(ListingName listing, long position, Duration timeout) {}
