package io.tokenledger.allinone.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What tells whether a PostgreSQL holds the same events as another, or as before.
 *
 * @param events how many there are
 * @param last the position of the last
 * @param sum over everything that is in them
 */
public record EventDigest(long events, long last, String sum) {
    public static EventDigest of(Connection store) throws SQLException {
        return upTo(store, Long.MAX_VALUE);
    }

    /** Of those up to a position. */
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
