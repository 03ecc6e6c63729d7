package io.tokenledger.allinone.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A digest of the events in a PostgreSQL store, to compare two stores or two instants.
 *
 * @param events number of events
 * @param last position of the last event
 * @param sum sum of hashes over all columns
 */
public record EventDigest(long events, long last, String sum) {
    public static EventDigest of(Connection store) throws SQLException {
        return upTo(store, Long.MAX_VALUE);
    }

    /** The digest of the events up to a position (inclusive). */
    public static EventDigest upTo(Connection store, long position) throws SQLException {
        try (PreparedStatement question = store.prepareStatement("""
                SELECT count(*), coalesce(max(global_index), 0),
                       sum(hashtextextended(row(global_index, event_id, aggregate_id, sequence_number, aggregate_type,
                                                recorded_at, event_type, revision, payload, metadata)::text, 0)::numeric)
                FROM events.domain_event WHERE global_index <= ?""")) {
            question.setLong(1, position);
            ResultSet row = question.executeQuery();
            row.next();
            return new EventDigest(row.getLong(1), row.getLong(2), row.getString(3));
        }
    }
}
