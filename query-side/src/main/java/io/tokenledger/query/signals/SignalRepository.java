package io.tokenledger.query.signals;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.WireNames;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.sql.SignalProperties;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code signal_v1}: the signals that match the filters and that the caller may see. */
@Repository
class SignalRepository {
    private final JdbcClient jdbc;
    private final SignalProperties properties;

    SignalRepository(JdbcClient jdbc, SignalProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** A statement with its parameters. */
    record Statement(String text, List<Object> values) {}

    /**
     * Signals, newest first.
     *
     * @param place position and kind of the last signal of the previous page; empty for the first page
     */
    List<Signal> page(FilterValues filters, Caller caller, List<String> place, int limit) {
        SqlConditions where = listed("s", filters, caller).and(after(place));
        return jdbc.sql("SELECT s.*, host(s.ip) AS address FROM signal_v1 s" + where.where()
                        + " ORDER BY s.position DESC, s.kind DESC LIMIT " + limit)
                .params(where.values())
                .query(SignalRepository::read)
                .list();
    }

    /**
     * Keys, addresses and accounts with their signals, those with the newest signal first.
     *
     * @param place position and kind of the newest signal of the last group of the previous page; empty for the first page
     */
    List<SignalGroup> pageByKey(FilterValues filters, Caller caller, List<String> place, int limit) {
        Statement statement = byKey(filters, caller, place, limit);
        List<SignalGroup> groups = new ArrayList<>();
        jdbc.sql(statement.text()).params(statement.values()).query((RowCallbackHandler) row -> addTo(groups, row));
        return groups;
    }

    /** One row for each group and kind, in the order of the groups. A group is found by its newest signal. */
    Statement byKey(FilterValues filters, Caller caller, List<String> place, int limit) {
        SqlConditions listed = listed("s", filters, caller).and(after(place));
        SqlConditions newer = listed("n", filters, caller);
        SqlConditions counted = listed("c", filters, caller);
        List<Object> values = new ArrayList<>(newer.values());
        values.addAll(listed.values());
        values.addAll(counted.values());
        return new Statement(
                """
                        SELECT g.*, host(g.ip) AS address, k.kind AS counted_kind, k.times, k.first, k.last
                        FROM (
                            SELECT s.*, %1$s AS subject FROM signal_v1 s
                            WHERE NOT EXISTS (
                                SELECT FROM signal_v1 n
                                WHERE %2$s = %1$s AND (n.position, n.kind) > (s.position, s.kind)%3$s)%4$s
                            ORDER BY s.position DESC, s.kind DESC LIMIT %5$d) g
                        CROSS JOIN LATERAL (
                            SELECT c.kind, count(*) AS times, min(c.raised_at) AS first, max(c.raised_at) AS last
                            FROM signal_v1 c WHERE %6$s = g.subject%7$s GROUP BY c.kind) k
                        ORDER BY g.position DESC, g.kind DESC, k.kind""".formatted(
                        subject("s"), subject("n"), newer.and(), listed.and(), limit, subject("c"), counted.and()),
                values);
    }

    List<SignalEndpoint.SignalKindCount> countByKind(FilterValues filters, Caller caller) {
        SqlConditions where = matching("s", filters, caller);
        return jdbc.sql("""
                        SELECT s.kind, count(*) AS times, count(DISTINCT coalesce(s.token_id::text, host(s.ip))) AS subjects,
                               min(s.raised_at) AS first, max(s.raised_at) AS last
                        FROM signal_v1 s%s GROUP BY s.kind ORDER BY s.kind""".formatted(where.where()))
                .params(where.values())
                .query((row, number) -> new SignalEndpoint.SignalKindCount(
                        kind(row, "kind"),
                        row.getLong("times"),
                        row.getLong("subjects"),
                        row.getTimestamp("first").toInstant(),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    /** Each kind with its signals per day before this instant; only the kind that the filter names, if it names one. */
    List<SignalKindRate> rates(FilterValues filters, Caller caller, Instant now) {
        Statement statement = rateOf(filters, caller, now);
        Map<SignalKind, Long> counts = new EnumMap<>(SignalKind.class);
        jdbc.sql(statement.text()).params(statement.values()).query((RowCallbackHandler)
                row -> counts.put(kind(row, "kind"), row.getLong("times")));
        SignalKind only = filters.find(SignalFilter.KIND, SignalKind.class).orElse(null);
        return Arrays.stream(SignalKind.values())
                .filter(kind -> only == null || kind == only)
                .map(kind -> new SignalKindRate(
                        kind, properties.isEnabled(kind.wire()), perDay(counts.getOrDefault(kind, 0L))))
                .toList();
    }

    Statement rateOf(FilterValues filters, Caller caller, Instant now) {
        SqlConditions where = visible("s", caller);
        filters.forEach((filter, value) -> {
            if (filter != SignalFilter.FROM && filter != SignalFilter.TO) {
                ((SignalFilter) filter).addTo(where, "s", value);
            }
        });
        where.and(
                "s.raised_at > ? AND s.raised_at <= ?",
                Timestamp.from(now.minus(QueryLimits.SIGNAL_RATE_PERIOD)),
                Timestamp.from(now));
        return new Statement(
                "SELECT s.kind, count(*) AS times FROM signal_v1 s" + where.where() + " GROUP BY s.kind",
                where.values());
    }

    private static double perDay(long times) {
        return BigDecimal.valueOf(times)
                .divide(BigDecimal.valueOf(QueryLimits.SIGNAL_RATE_PERIOD.toDays()), 2, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** Conditions of the signals that a list shows. */
    private SqlConditions listed(String alias, FilterValues filters, Caller caller) {
        SqlConditions where = matching(alias, filters, caller);
        if (!filters.has(SignalFilter.KIND)) {
            properties.restrict(where, alias);
        }
        return where;
    }

    private static SqlConditions matching(String alias, FilterValues filters, Caller caller) {
        SqlConditions where = visible(alias, caller);
        filters.forEach((filter, value) -> ((SignalFilter) filter).addTo(where, alias, value));
        return where;
    }

    private static SqlConditions visible(String alias, Caller caller) {
        SqlConditions where = new SqlConditions();
        VisibleAccounts.restrictEntries(where, alias, caller);
        VisibleAccounts.restrictEvidence(where, alias, caller);
        return where;
    }

    private static SqlConditions after(List<String> place) {
        SqlConditions after = new SqlConditions();
        if (!place.isEmpty()) {
            after.and("(s.position, s.kind) < (?::bigint, ?)", place.get(0), place.get(1));
        }
        return after;
    }

    /** The key of a signal, else its address, else its account. */
    private static String subject(String alias) {
        return "coalesce(%1$s.token_id::text, host(%1$s.ip), %1$s.owner_id::text)".formatted(alias);
    }

    private static void addTo(List<SignalGroup> groups, ResultSet row) throws SQLException {
        Signal newest = read(row, groups.size());
        boolean sameGroup = !groups.isEmpty()
                && groups.getLast().position() == newest.position()
                && groups.getLast().kind() == newest.kind();
        SignalGroup.KindTimes kind = new SignalGroup.KindTimes(kind(row, "counted_kind"), row.getLong("times"));
        Instant first = row.getTimestamp("first").toInstant();
        Instant last = row.getTimestamp("last").toInstant();
        if (sameGroup) {
            groups.set(groups.size() - 1, groups.getLast().plus(kind, first, last));
        } else {
            groups.add(SignalGroup.of(newest, kind, first, last));
        }
    }

    private static Signal read(ResultSet row, int number) throws SQLException {
        return new Signal(
                row.getLong("position"),
                kind(row, "kind"),
                row.getTimestamp("raised_at").toInstant(),
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getObject("actor_id", UUID.class),
                row.getString("address"),
                row.getString("reason"),
                List.of((Long[]) row.getArray("evidence").getArray()));
    }

    private static SignalKind kind(ResultSet row, String column) throws SQLException {
        return WireNames.parse(SignalKind.class, row.getString(column));
    }
}
