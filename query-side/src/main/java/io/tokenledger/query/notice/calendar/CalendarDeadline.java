package io.tokenledger.query.notice.calendar;

import java.time.Instant;
import java.util.UUID;

/**
 * A time at which a key, or its previous value, stops working.
 *
 * @param setAt when the deadline was set, by the creation or the last rotation of the key
 * @param previousValue whether only the previous value stops working
 */
record CalendarDeadline(
        UUID tokenId, String name, String ownerUsername, Instant at, Instant setAt, boolean previousValue) {}
