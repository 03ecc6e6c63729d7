package io.tokenledger.query.posture;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleHistory;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the caller's visible keys and refused uses for the posture. */
@Repository
class PostureRepository {
    private static final String COUNTS = """
            SELECT count(*) AS living,
                   count(*) FILTER (WHERE t.expires_at IS NULL) AS no_expiry,
                   count(*) FILTER (WHERE coalesce(t.rotated_at, t.created_at) < '%1$s') AS not_rotated,
                   count(*) FILTER (WHERE greatest(t.created_at, coalesce(t.last_used_at, '-infinity')) < '%1$s')
                       AS unused,
                   count(*) FILTER (WHERE t.last_used_at IS NULL) AS never_used,
                   count(*) FILTER (WHERE NOT a.active OR a.deleted) AS of_inactive,
                   count(*) FILTER (WHERE a.active AND NOT a.deleted AND t.expires_at <= '%5$s') AS expiring,
                   count(*) FILTER (WHERE a.organization_id IS NULL AND NOT EXISTS (
                       SELECT FROM %7$s m WHERE m.account_id = t.owner_id)) AS without_organization,
                   count(*) FILTER (WHERE n.token_id IS NOT NULL) AS many_networks
            FROM %4$s t
            LEFT JOIN %6$s a ON a.account_id = t.owner_id
            LEFT JOIN %2$s n ON n.token_id = t.token_id%3$s""";

    /**
     * Slots of ten minutes say where the entries of a week are: nearly always in one range of positions. If a clock was
     * set back, there are further ranges, and none of them overlap. The sum of each range keeps the planner from reading
     * all refusals first.
     */
    private static final String REFUSED = """
            SELECT coalesce(sum(w.uses), 0)::bigint
            FROM (SELECT unnest(range_agg(int8range(first_position, last_position, '[]'))) AS positions
                  FROM audit_trail_slot_v2
                  WHERE slot > ?::timestamptz - interval '10 minutes' AND slot < ?) s
            CROSS JOIN LATERAL (
                SELECT sum(r.count) AS uses FROM audit_trail_v3 r
                WHERE r.place >= lower(s.positions) AND r.place < upper(s.positions)%s) w""";

    /** Networks are counted for the last 30 days only, so the past has no such number. */
    private static final String NOTHING = "(SELECT NULL::uuid AS token_id WHERE false)";

    private final JdbcClient jdbc;

    PostureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers of usable keys: of all, and of those with each finding. */
    record Counts(
            long living,
            long noExpiry,
            long notRotated,
            long unused,
            long neverUsed,
            long ofInactive,
            long expiring,
            long withoutOrganization,
            long manyNetworks) {}

    /**
     * Counts the keys that were usable at a point in time.
     *
     * @param organization only keys of its members and service accounts; null for all
     * @param reviewed keys that were neither rotated nor used since this instant are counted
     * @param soon keys that expire by this instant are counted
     */
    Counts count(Caller caller, @Nullable UUID organization, AsOf now, Instant reviewed, Instant soon) {
        SqlConditions living = new SqlConditions();
        VisibleAccounts.restrict(living, "t.owner_id", caller, now);
        if (organization != null) {
            VisibleAccounts.ofOrganization(living, "t.owner_id", organization, caller, now);
        }
        living.and(
                "t.active AND NOT t.deleted AND (t.expires_at IS NULL OR t.expires_at > ?)", Timestamp.from(now.at()));
        return jdbc.sql(COUNTS.formatted(
                        reviewed,
                        now.isPast() ? NOTHING : VisibleHistory.manyNetworks(caller, now),
                        living.where(),
                        VisibleHistory.tokens(caller, now),
                        soon,
                        now.accounts(),
                        now.members()))
                .params(living.values())
                .query((row, number) -> new Counts(
                        row.getLong("living"),
                        row.getLong("no_expiry"),
                        row.getLong("not_rotated"),
                        row.getLong("unused"),
                        row.getLong("never_used"),
                        row.getLong("of_inactive"),
                        row.getLong("expiring"),
                        row.getLong("without_organization"),
                        row.getLong("many_networks")))
                .single();
    }

    /** The number of refused uses recorded in a range of time. */
    long countRefused(Caller caller, @Nullable UUID organization, Instant from, Instant to) {
        SqlConditions where = new SqlConditions();
        VisibleAccounts.restrictEntries(where, "r", caller);
        if (organization != null) {
            where.and("""
                    (SELECT true FROM audit_trail_organization_v3 x
                     WHERE x.organization_id = ? AND x.position = r.position LIMIT 1)""", organization);
            if (!caller.may(Action.TOKEN_READ, organization)) {
                where.and("r.owner_id = ?", caller.accountId());
            }
        }
        where.and("r.outcome = 'refused' AND r.action = 'token.use_refused'");
        where.and("r.recorded_at >= ? AND r.recorded_at < ?", Timestamp.from(from), Timestamp.from(to));
        return jdbc.sql(REFUSED.formatted(where.and()))
                .params(Timestamp.from(from), Timestamp.from(to))
                .params(where.values())
                .query(Long.class)
                .single();
    }
}
