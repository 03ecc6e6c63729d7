package io.tokenledger.query.exposure;

import java.sql.Timestamp;
import java.time.Instant;

/**
 * What a report is about: from an instant until before another, and the events that were the last ones before each.
 *
 * @param firstPosition of the last event before the window; what it left was true when the window began
 * @param lastPosition of the last event in the window
 */
record ReportWindow(Instant from, Instant to, long firstPosition, long lastPosition) {
    Timestamp begin() {
        return Timestamp.from(from);
    }

    Timestamp end() {
        return Timestamp.from(to);
    }
}
