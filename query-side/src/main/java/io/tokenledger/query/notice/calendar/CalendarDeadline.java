package io.tokenledger.query.notice.calendar;

import io.tokenledger.events.notice.NoticeKind;
import java.time.Instant;
import java.util.UUID;

/**
 * A time at which a key, or its previous value, stops working.
 *
 * @param kind expiry of the key, or the end of its retention
 * @param changedAt when the key was last changed, for example renamed or rotated
 * @param version number of earlier changes of the key
 */
record CalendarDeadline(
        UUID tokenId,
        String name,
        String ownerUsername,
        Instant at,
        NoticeKind kind,
        Instant changedAt,
        long version) {}
