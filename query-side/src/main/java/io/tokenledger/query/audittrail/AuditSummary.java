package io.tokenledger.query.audittrail;

import static io.tokenledger.query.QueryLimits.MAX_RANKED;

import io.tokenledger.query.freshness.Freshness;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the entries of a query in one pass, by interval, action, outcome, key and address. */
@Repository
class AuditSummary {
    private final JdbcClient jdbc;

    AuditSummary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The count for one value.
     *
     * @param value an instant, an action, an outcome, the id of a key, or an address
     * @param entries number of rows of the audit trail
     * @param times number of occurrences, with each use counted; at least {@code entries}
     * @param refused number of these occurrences that were refused
     */
    record Count(String value, long entries, long times, long refused) {}

    /**
     * The counts of a range. Keys and addresses are limited to the twenty with the most occurrences each. Intervals
     * without entries are omitted.
     */
    record Summary(
            Instant from,
            Instant to,
            String interval,
            List<Count> intervals,
            List<Count> actions,
            List<Count> outcomes,
            List<Count> tokens,
            List<Count> ips,
            Freshness freshness) {}

    private record Cell(int dimension, Count count) {}

    Summary of(AuditQuery query, String interval, Instant from, Instant to, Freshness freshness) {
        AuditQuery.Statement rows = query.rows();
        List<Object> values = new ArrayList<>(query.origins().values());
        values.addAll(rows.values());
        List<Cell> cells = jdbc.sql("""
                        SELECT dimension, value, entries, times, refused
                        FROM (SELECT *, row_number() OVER (PARTITION BY dimension ORDER BY times DESC, value) AS place
                              FROM (SELECT grouping(begin, action, outcome, token_id, ip) AS dimension,
                                           coalesce(to_char(begin, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), action, outcome,
                                                    token_id::text, host(ip)) AS value,
                                           count(*) AS entries, sum(count)::bigint AS times,
                                           coalesce(sum(count) FILTER (WHERE outcome_of = 'refused'), 0)::bigint AS refused
                                    FROM (SELECT date_trunc('%s', r.recorded_at AT TIME ZONE 'UTC') AS begin, r.action,
                                                 r.outcome, r.outcome AS outcome_of, r.token_id,
                                                 CASE WHEN %s THEN r.ip END AS ip, r.count %s) e
                                    GROUP BY GROUPING SETS ((begin), (action), (outcome), (token_id), (ip))) g
                              WHERE value IS NOT NULL) ranked
                        WHERE dimension NOT IN (29, 30) OR place <= %d
                        ORDER BY dimension, place""".formatted(interval, query.origins().all(), rows.text(), MAX_RANKED))
                .params(values)
                .query(AuditSummary::read)
                .list();
        return new Summary(
                from,
                to,
                interval,
                of(cells, 0b01111).stream()
                        .sorted(Comparator.comparing(Count::value))
                        .toList(),
                of(cells, 0b10111),
                of(cells, 0b11011),
                of(cells, 0b11101),
                of(cells, 0b11110),
                freshness);
    }

    private static List<Count> of(List<Cell> cells, int dimension) {
        return cells.stream()
                .filter(cell -> cell.dimension() == dimension)
                .map(Cell::count)
                .toList();
    }

    private static Cell read(ResultSet row, int number) throws SQLException {
        return new Cell(
                row.getInt("dimension"),
                new Count(
                        row.getString("value"), row.getLong("entries"), row.getLong("times"), row.getLong("refused")));
    }
}
