package io.tokenledger.query.signals;

import java.time.Instant;

/**
 * A count for a key, an address or an account since an instant.
 *
 * @param lastPosition position of the last counted event; redelivered events up to it are not counted again
 */
record SignalCount(Key key, Instant since, long firstPosition, long lastPosition, long count) {
    record Key(String subject, String kind) {}
}
