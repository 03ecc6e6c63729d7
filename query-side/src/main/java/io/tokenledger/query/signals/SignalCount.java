package io.tokenledger.query.signals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A count for a key, an address or an account since an instant.
 *
 * @param ownerId the account, or the owner of the key; null if neither is known
 * @param lastPosition position of the last counted event; redelivered events up to it are not counted again
 */
record SignalCount(Key key, @Nullable UUID ownerId, Instant since, long firstPosition, long lastPosition, long count) {
    record Key(String subject, String kind) {}
}
