package io.tokenledger.query.notice.calendar;

import java.time.Instant;
import java.util.UUID;

/**
 * A time at which a key, or its previous value, stops working.
 *
 * @param previousValue whether only the previous value stops working
 * @param changedAt when the key was last changed, for example renamed or rotated
 * @param version number of earlier changes of the key
 */
record CalendarDeadline(
        UUID tokenId,
        String name,
        String ownerUsername,
        Instant at,
        boolean previousValue,
        Instant changedAt,
        long version) {}
