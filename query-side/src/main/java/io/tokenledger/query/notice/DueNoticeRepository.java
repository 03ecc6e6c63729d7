package io.tokenledger.query.notice;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.sql.PolicyBoundKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds keys that may need a notice. The rules decide; the statements only leave out keys that are far from a deadline. */
@Repository
class DueNoticeRepository {
    private static final String EXPIRING = """
            SELECT t.token_id, t.owner_id, coalesce(t.rotated_at, t.created_at) AS set_at, t.expires_at AS deadline,
                   t.last_used_at,
                   (SELECT min(n.days_before) FROM notice_v1 n
                    WHERE n.token_id = t.token_id AND n.kind = 'expiry' AND n.deadline = t.expires_at) AS noticed
            FROM token_listing_v1 t
            WHERE t.active AND NOT t.deleted AND coalesce(t.expires_at, 'infinity') BETWEEN ? AND ?
            ORDER BY coalesce(t.expires_at, 'infinity'), t.token_id""";

    private static final String RETAINED = """
            SELECT t.token_id, t.owner_id, t.generation - 1 AS generation, t.rotated_at, t.retained_until
            FROM token_listing_v1 t
            WHERE t.active AND NOT t.deleted AND t.retained_until > ? AND NOT EXISTS (
                SELECT FROM notice_v1 n
                WHERE n.token_id = t.token_id AND n.kind = 'retention_end' AND n.deadline = t.retained_until)
            ORDER BY t.retained_until, t.token_id""";

    private static final String USED_SINCE = """
            SELECT EXISTS (
                SELECT FROM audit_trail_v3 r
                WHERE r.token_id = ? AND r.action = 'token.used' AND r.last_at > ?
                  AND (r.data ->> 'generation')::integer = ?
                  AND r.place >= (
                      SELECT coalesce(min(s.first_position), 0) FROM audit_trail_slot_v2 s
                      WHERE s.slot > ?::timestamptz - interval '10 minutes'))""";

    private static final String IDLE = """
            SELECT i.token_id, i.owner_id, i.busy_at AS set_at, i.deadline, i.last_used_at,
                   (SELECT min(n.days_before) FROM notice_v1 n
                    WHERE n.token_id = i.token_id AND n.kind = 'idle_deactivation' AND n.deadline = i.deadline) AS noticed
            FROM (
                SELECT t.token_id, t.owner_id, t.last_used_at, %1$s AS busy_at,
                       %1$s + make_interval(days => :days) AS deadline
                FROM (
                    SELECT t.*, %2$s FROM token_listing_v1 t
                    WHERE t.active AND NOT t.deleted AND coalesce(t.expires_at, 'infinity') > :now AND t.owner_id IN (
                        SELECT m.account_id FROM member_listing_v1 m WHERE m.organization_id = :organization
                        UNION ALL
                        SELECT a.account_id FROM account_listing_v1 a WHERE a.organization_id = :organization)) t) i
            WHERE i.deadline BETWEEN :now AND :horizon ORDER BY i.deadline, i.token_id""".formatted(PolicyBoundKeys.LAST_ACTIVITY, PolicyBoundKeys.JOINED_AT);

    private final JdbcClient jdbc;

    DueNoticeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A key with a deadline.
     *
     * @param setAt time at which the deadline was set
     * @param noticed days before the deadline of its latest notice; null if it has none
     */
    record Deadline(
            UUID tokenId,
            UUID ownerId,
            Instant setAt,
            Instant deadline,
            @Nullable Instant lastUsedAt,
            @Nullable Integer noticed) {}

    /** A key whose previous value still works. */
    record Retention(UUID tokenId, UUID ownerId, int generation, Instant rotatedAt, Instant retainedUntil) {}

    /** An organization that deactivates idle keys. */
    record IdleRule(UUID organizationId, int days) {}

    /** Keys that expire in this period, those that expire first in front. */
    List<Deadline> expiring(Instant from, Instant to) {
        return jdbc.sql(EXPIRING)
                .params(Timestamp.from(from), Timestamp.from(to))
                .query(DueNoticeRepository::deadline)
                .list();
    }

    /** Keys whose previous value still works, and that have no notice about its end. */
    List<Retention> retained(Instant now) {
        return jdbc.sql(RETAINED)
                .param(Timestamp.from(now))
                .query((row, number) -> new Retention(
                        row.getObject("token_id", UUID.class),
                        row.getObject("owner_id", UUID.class),
                        row.getInt("generation"),
                        row.getTimestamp("rotated_at").toInstant(),
                        row.getTimestamp("retained_until").toInstant()))
                .list();
    }

    /** Whether a client used the previous value after the rotation. */
    boolean isPreviousValueInUse(Retention retention) {
        return jdbc.sql(USED_SINCE)
                .params(
                        retention.tokenId(),
                        Timestamp.from(retention.rotatedAt()),
                        retention.generation(),
                        Timestamp.from(retention.rotatedAt()))
                .query(Boolean.class)
                .single();
    }

    List<IdleRule> idleRules() {
        return jdbc.sql("""
                        SELECT organization_id, max_idle_days FROM organization_listing_v1
                        WHERE max_idle_days IS NOT NULL ORDER BY organization_id""")
                .query((row, number) ->
                        new IdleRule(row.getObject("organization_id", UUID.class), row.getInt("max_idle_days")))
                .list();
    }

    /** Keys that the rule deactivates within this time, those that it deactivates first in front. */
    List<Deadline> idle(IdleRule rule, Instant now, Duration within) {
        return jdbc.sql(IDLE)
                .param("organization", rule.organizationId())
                .param("days", rule.days())
                .param("now", Timestamp.from(now))
                .param("horizon", Timestamp.from(now.plus(within)))
                .query(DueNoticeRepository::deadline)
                .list();
    }

    private static Deadline deadline(ResultSet row, int number) throws SQLException {
        return new Deadline(
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getTimestamp("set_at").toInstant(),
                row.getTimestamp("deadline").toInstant(),
                Sql.instant(row, "last_used_at"),
                row.getObject("noticed", Integer.class));
    }
}
