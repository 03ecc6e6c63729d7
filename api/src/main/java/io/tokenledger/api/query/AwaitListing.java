package io.tokenledger.api.query;

import java.time.Duration;

/**
 * Asked by the command side: does the listing show the event at this position? Answered by true as soon as it does, or
 * by false once the patience is over.
 */
public record AwaitListing(ListingName listing, long position, Duration patience) {}
