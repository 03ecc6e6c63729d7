package io.tokenledger.query.signals;

import java.time.Instant;

/**
 * What is counted for a key or an address since an instant.
 *
 * @param lastPosition of the last event that was counted; what is delivered again is not counted again
 */
record SignalCount(Key key, Instant since, long firstPosition, long lastPosition, long count) {
    record Key(String subject, String kind) {}
}
