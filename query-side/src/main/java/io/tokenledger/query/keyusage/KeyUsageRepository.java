package io.tokenledger.query.keyusage;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.AuditNetworks;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the uses of a key in the audit trail. An index on the key finds them. */
@Repository
class KeyUsageRepository {
    private static final String USES = """
            FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)
            WHERE r.token_id = ? AND r.action IN ('token.used', 'token.use_refused') AND r.last_at >= ?%s""";

    /** Each entry, and what the sums of days contain beyond the entries that remain. */
    private static final String SUMS = """
            FROM (SELECT (r.last_at AT TIME ZONE 'UTC')::date AS day, r.outcome, r.count, r.last_at %1$s
                  UNION ALL
                  SELECT d.day, d.outcome, d.uses - remaining.uses, d.last_at
                  FROM token_use_day_v1 d
                  CROSS JOIN LATERAL (
                      SELECT coalesce(sum(r.count), 0) AS uses FROM audit_trail_v3 r
                      WHERE r.token_id = d.token_id AND r.place BETWEEN d.first_place AND d.last_place
                        AND r.action IN ('token.used', 'token.use_refused') AND r.outcome = d.outcome
                        AND (r.first_at AT TIME ZONE 'UTC')::date = d.day AND r.data ->> 'channel' = d.channel
                        AND coalesce((r.data ->> 'generation')::integer, 0) = d.generation AND %2$s = d.network) remaining
                  WHERE d.token_id = ? AND d.last_at >= ? AND d.first_at < ? AND d.uses > remaining.uses) r
            """;

    private static final String DAYS = """
            SELECT r.day,
                   coalesce(sum(r.count) FILTER (WHERE r.outcome = 'accepted'), 0)::bigint AS accepted,
                   coalesce(sum(r.count) FILTER (WHERE r.outcome = 'refused'), 0)::bigint AS refused
            %s GROUP BY 1 ORDER BY 1""";

    private static final String CLIENTS = """
            SELECT set_masklen(r.ip::cidr, CASE family(r.ip) WHEN 4 THEN 24 ELSE 64 END)::text AS network, x.user_agent,
                   (r.data ->> 'generation')::integer AS generation,
                   coalesce(sum(r.count) FILTER (WHERE r.outcome = 'accepted'), 0)::bigint AS accepted,
                   coalesce(sum(r.count) FILTER (WHERE r.outcome = 'refused'), 0)::bigint AS refused,
                   max(r.last_at) AS last_used_at
            %s GROUP BY 1, 2, 3 ORDER BY sum(r.count) DESC, max(r.last_at) DESC, 1, 2, 3 LIMIT %d""";

    private static final String VISIBLE = "SELECT t.owner_id FROM token_listing_v1 t WHERE t.token_id = ?%s";

    private static final String TOTALS = """
            SELECT coalesce(sum(r.count) FILTER (WHERE r.outcome = 'accepted'), 0)::bigint AS accepted,
                   coalesce(sum(r.count) FILTER (WHERE r.outcome = 'refused'), 0)::bigint AS refused,
                   max(r.last_at) FILTER (WHERE r.outcome = 'accepted') AS last_accepted_at,
                   max(r.last_at) FILTER (WHERE r.outcome = 'refused') AS last_refused_at
            %s""";

    private final JdbcClient jdbc;

    KeyUsageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers of uses, and the times of the last ones. */
    record Totals(
            long accepted,
            long refused,
            @Nullable Instant lastAcceptedAt,
            @Nullable Instant lastRefusedAt) {}

    /** The owner of the key; empty if it does not exist or the caller may not see it. */
    Optional<UUID> owner(UUID tokenId, Caller caller, AsOf now) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, now);
        return jdbc.sql(VISIBLE.formatted(visible.and()))
                .param(tokenId)
                .params(visible.values())
                .query((row, number) -> row.getObject("owner_id", UUID.class))
                .optional();
    }

    /** @param droppedBefore uses that ended before it count by their sums */
    Totals totals(UUID tokenId, Instant from, Instant droppedBefore, Caller caller) {
        SqlConditions visible = visibleEntries(caller);
        return jdbc.sql(TOTALS.formatted(SUMS.formatted(USES.formatted(visible.and()), AuditNetworks.OF_DAILY_USES)))
                .params(values(tokenId, from, visible))
                .params(sums(tokenId, from, droppedBefore))
                .query((row, number) -> new Totals(
                        row.getLong("accepted"),
                        row.getLong("refused"),
                        Sql.instant(row, "last_accepted_at"),
                        Sql.instant(row, "last_refused_at")))
                .single();
    }

    /** @param droppedBefore uses that ended before it count by their sums */
    List<KeyUsage.Day> days(UUID tokenId, Instant from, Instant droppedBefore, Caller caller) {
        SqlConditions visible = visibleEntries(caller);
        return jdbc.sql(DAYS.formatted(SUMS.formatted(USES.formatted(visible.and()), AuditNetworks.OF_DAILY_USES)))
                .params(values(tokenId, from, visible))
                .params(sums(tokenId, from, droppedBefore))
                .query((row, number) -> new KeyUsage.Day(
                        row.getObject("day", LocalDate.class), row.getLong("accepted"), row.getLong("refused")))
                .list();
    }

    List<KeyUsage.Client> clients(UUID tokenId, Instant from, Caller caller) {
        SqlConditions visible = visibleEntries(caller);
        return jdbc.sql(CLIENTS.formatted(USES.formatted(visible.and()), QueryLimits.MAX_CLIENTS_OF_KEY))
                .params(values(tokenId, from, visible))
                .query((row, number) -> new KeyUsage.Client(
                        row.getString("network"),
                        row.getString("user_agent"),
                        row.getObject("generation", Integer.class),
                        row.getLong("accepted"),
                        row.getLong("refused"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    private static SqlConditions visibleEntries(Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "r", caller);
        return visible;
    }

    private static List<Object> sums(UUID tokenId, Instant from, Instant droppedBefore) {
        return List.of(tokenId, Timestamp.from(from), Timestamp.from(droppedBefore));
    }

    private static List<Object> values(UUID tokenId, Instant from, SqlConditions visible) {
        List<Object> values = new ArrayList<>(List.of(tokenId, Timestamp.from(from)));
        values.addAll(visible.values());
        return values;
    }
}
