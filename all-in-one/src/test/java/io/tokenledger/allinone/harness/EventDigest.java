package io.tokenledger.allinone.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A digest of the events in a PostgreSQL store, to compare two stores or two instants.
 *
 * @param events number of events
 * @param last position of the last event
 * @param sum sum of hashes over all columns
 */
public record EventDigest(long events, long last, String sum) {
    private static final String USES = """
            UNION ALL
            SELECT u.position,
                   row(u.position, u.event_id::text, u.event_id::text, 0, null, u.recorded_at,
                       CASE WHEN u.refusal IS NULL THEN 'token.used' ELSE 'token.use_refused' END%s)::text
            FROM events.use_event u""";

    public static EventDigest of(Connection store) throws SQLException {
        return upTo(store, Long.MAX_VALUE);
    }

    /** The digest of the events up to a position (inclusive). */
    public static EventDigest upTo(Connection store, long position) throws SQLException {
        return compute(store, position, ", revision, payload, metadata", ", u::text");
    }

    /** The same without the columns that the encryption of events in clear replaces. */
    public static EventDigest withoutTexts(Connection store, long position) throws SQLException {
        return compute(store, position, "", "");
    }

    private static EventDigest compute(Connection store, long position, String furtherColumns, String furtherOfUses)
            throws SQLException {
        String uses = hasUseTable(store) ? USES.formatted(furtherOfUses) : "";
        try (PreparedStatement question = store.prepareStatement("""
                SELECT count(*), coalesce(max(position), 0), sum(hashtextextended(content, 0)::numeric)
                FROM (SELECT global_index AS position,
                             row(global_index, event_id, aggregate_id, sequence_number, aggregate_type,
                                 recorded_at::timestamptz, event_type%s)::text AS content
                      FROM events.domain_event %s) e
                WHERE position <= ?""".formatted(furtherColumns, uses))) {
            question.setLong(1, position);
            ResultSet row = question.executeQuery();
            row.next();
            return new EventDigest(row.getLong(1), row.getLong(2), row.getString(3));
        }
    }

    /** An older build keeps uses with all other events. */
    private static boolean hasUseTable(Connection store) throws SQLException {
        try (Statement question = store.createStatement()) {
            ResultSet row = question.executeQuery("SELECT to_regclass('events.use_event') IS NOT NULL");
            row.next();
            return row.getBoolean(1);
        }
    }
}
