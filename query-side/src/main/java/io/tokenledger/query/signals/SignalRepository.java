package io.tokenledger.query.signals;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.WireNames;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code signal_v1}: the signals that match the filters and that the caller may see. */
@Repository
class SignalRepository {
    private final JdbcClient jdbc;

    SignalRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Signals, newest first.
     *
     * @param place position and kind of the last signal of the previous page; empty for the first page
     */
    List<Signal> page(FilterValues filters, Caller caller, List<String> place, int limit) {
        SqlConditions where = conditions(filters, caller);
        if (!place.isEmpty()) {
            where.and("(s.position, s.kind) < (?::bigint, ?)", place.get(0), place.get(1));
        }
        return jdbc.sql("SELECT s.*, host(s.ip) AS address FROM signal_v1 s" + where.where()
                        + " ORDER BY s.position DESC, s.kind DESC LIMIT " + limit)
                .params(where.values())
                .query(SignalRepository::read)
                .list();
    }

    List<SignalEndpoint.SignalKindCount> countByKind(FilterValues filters, Caller caller) {
        SqlConditions where = conditions(filters, caller);
        return jdbc.sql("""
                        SELECT s.kind, count(*) AS times, count(DISTINCT coalesce(s.token_id::text, host(s.ip))) AS subjects,
                               min(s.raised_at) AS first, max(s.raised_at) AS last
                        FROM signal_v1 s%s GROUP BY s.kind ORDER BY s.kind""".formatted(where.where()))
                .params(where.values())
                .query((row, number) -> new SignalEndpoint.SignalKindCount(
                        kind(row),
                        row.getLong("times"),
                        row.getLong("subjects"),
                        row.getTimestamp("first").toInstant(),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    private static SqlConditions conditions(FilterValues filters, Caller caller) {
        SqlConditions where = new SqlConditions();
        VisibleAccounts.restrictEntries(where, "s", caller);
        VisibleAccounts.restrictEvidence(where, "s", caller);
        filters.forEach((filter, value) -> ((SignalFilter) filter).addTo(where, value));
        return where;
    }

    private static Signal read(ResultSet row, int number) throws SQLException {
        return new Signal(
                row.getLong("position"),
                kind(row),
                row.getTimestamp("raised_at").toInstant(),
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("address"),
                row.getString("reason"),
                List.of((Long[]) row.getArray("evidence").getArray()));
    }

    private static SignalKind kind(ResultSet row) throws SQLException {
        return WireNames.parse(SignalKind.class, row.getString("kind"));
    }
}
