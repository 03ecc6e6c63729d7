package io.tokenledger.query.exposure;

import java.sql.Timestamp;
import java.time.Instant;

/**
 * The time range of a report, with its positions.
 *
 * @param from start, inclusive
 * @param to end, exclusive
 * @param firstPosition position of the last event before the window; its state is valid when the window begins
 * @param lastPosition position of the last event in the window
 */
record ReportWindow(Instant from, Instant to, long firstPosition, long lastPosition) {
    Timestamp begin() {
        return Timestamp.from(from);
    }

    Timestamp end() {
        return Timestamp.from(to);
    }
}
