package io.tokenledger.query.notice;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.domain.NoticeSchedule;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.sql.SignalProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which notices apply now, and whom they concern: the owner of the key, and the administrators of the organization of a
 * service account. The administrators of a user's organizations are told of a key in use from seven days before its
 * expiry, if it was used since its owner joined: earlier uses do not concern them.
 */
@Repository
public class RecipientNotices {
    /**
     * {@code recipient} is one row for each recipient and notice. Of several notices about one deadline, only the latest
     * applies. A notice about a deadline that has moved, or about an idle key that was used since, no longer applies.
     */
    private static final String RECIPIENTS = """
            WITH current AS (
                SELECT DISTINCT ON (n.token_id, n.kind) n.token_id, n.kind, n.deadline, n.days_before,
                       NULL::text AS detail, NULL::text AS reason
                FROM notice_v1 n JOIN token_listing_v1 t ON t.token_id = n.token_id
                WHERE n.deadline > :now::timestamptz - interval '1 day' AND t.active AND %1$s AND CASE n.kind
                    WHEN 'expiry' THEN t.expires_at = n.deadline
                    WHEN 'retention_end' THEN t.retained_until = n.deadline AND n.deadline > :now
                    ELSE EXISTS (
                            SELECT FROM organization_listing_v1 g
                            WHERE g.organization_id = n.organization_id AND g.max_idle_days IS NOT NULL)
                        AND n.raised_at >= greatest(
                        t.created_at, coalesce(t.last_used_at, t.created_at), coalesce(t.rotated_at, t.created_at),
                        coalesce(t.activated_at, t.created_at)) END
                ORDER BY n.token_id, n.kind, n.deadline, n.days_before
            ), signal AS (
                SELECT s.token_id, 'signal' AS kind, s.raised_at AS deadline, 0 AS days_before, s.kind AS detail,
                       s.reason
                FROM signal_v1 s JOIN token_listing_v1 t ON t.token_id = s.token_id
                WHERE s.raised_at > :now::timestamptz - interval '2 days' AND s.raised_at <= :now AND %1$s
                  AND s.kind <> ALL (:disabled)
            ), about AS (
                SELECT c.*, t.name, t.owner_id, t.last_used_at, o.username AS owner_username, o.organization_id,
                       o.kind = :user AS owned_by_user,
                       c.kind = 'signal' OR coalesce(t.last_used_at > :in_use_since, false) AS in_use
                FROM (SELECT * FROM current UNION ALL SELECT * FROM signal) c
                JOIN token_listing_v1 t ON t.token_id = c.token_id AND NOT t.deleted
                JOIN account_listing_v1 o ON o.account_id = t.owner_id AND NOT o.deleted
                WHERE c.detail IS DISTINCT FROM 'key_created_from_new_network' OR o.kind = :user -- shows where its creator was
            ), recipient AS (
                SELECT b.*, b.owner_id AS recipient_id FROM about b
                UNION ALL
                SELECT b.*, m.account_id FROM about b
                JOIN member_listing_v1 m ON m.role = :admin AND m.organization_id = b.organization_id
                UNION ALL
                SELECT b.*, x.account_id FROM about b
                CROSS JOIN LATERAL (
                    SELECT DISTINCT m.account_id FROM member_listing_v1 k
                    JOIN member_listing_v1 m ON m.organization_id = k.organization_id AND m.role = :admin
                    WHERE k.account_id = b.owner_id AND m.account_id <> b.owner_id AND b.last_used_at > (
                        SELECT max(j.recorded_at) FROM member_history_v1 h
                        JOIN audit_trail_v3 j ON j.position = h.valid_from AND j.action = 'organization.member_added'
                        WHERE h.organization_id = k.organization_id AND h.account_id = b.owner_id)) x
                WHERE b.owned_by_user AND b.kind = 'expiry' AND b.in_use AND b.days_before <= 7
            )""";

    /** Every key. */
    public static final String OF_ALL = RECIPIENTS.formatted("true");

    /** Only keys of which {@code :account} may be told, so that an index finds them. */
    public static final String OF_ACCOUNT = RECIPIENTS.formatted("""
            t.owner_id IN (
                SELECT :account::uuid
                UNION ALL
                SELECT s.account_id FROM member_listing_v1 m
                JOIN account_listing_v1 s ON s.organization_id = m.organization_id
                WHERE m.account_id = :account AND m.role = :admin
                UNION ALL
                SELECT k.account_id FROM member_listing_v1 m
                JOIN member_listing_v1 k ON k.organization_id = m.organization_id
                WHERE m.account_id = :account AND m.role = :admin)""");

    private static final String LISTED = OF_ACCOUNT + """

            SELECT * FROM recipient WHERE recipient_id = :account
            ORDER BY in_use DESC, deadline, token_id, kind LIMIT :limit""";

    private final JdbcClient jdbc;
    private final SignalProperties signals;

    RecipientNotices(JdbcClient jdbc, SignalProperties signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /** The notices that apply to this account now, keys in use first; at most 200. */
    List<RecipientNotice> of(UUID accountId, Instant now) {
        return jdbc.sql(LISTED)
                .params(parameters(now))
                .param("account", accountId)
                .param("limit", QueryLimits.MAX_NOTICES_OF_ACCOUNT)
                .query(RecipientNotices::read)
                .list();
    }

    /** The named parameters of {@link #OF_ALL}. */
    public Map<String, Object> parameters(Instant now) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("now", Timestamp.from(now));
        parameters.put("in_use_since", Timestamp.from(now.minus(NoticeSchedule.IN_USE)));
        parameters.put("user", AccountKind.USER.wire());
        parameters.put("admin", OrganizationRole.ORGANIZATION_ADMIN.wire());
        parameters.put("disabled", signals.disabledKinds().toArray(String[]::new));
        return parameters;
    }

    /** Reads a row of {@code recipient}. */
    public static RecipientNotice read(ResultSet row, int number) throws SQLException {
        String signal = row.getString("detail");
        return new RecipientNotice(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getString("owner_username"),
                row.getBoolean("owned_by_user"),
                row.getObject("organization_id", UUID.class),
                row.getObject("recipient_id", UUID.class),
                WireNames.parse(NoticeKind.class, row.getString("kind")),
                row.getTimestamp("deadline").toInstant(),
                row.getInt("days_before"),
                row.getBoolean("in_use"),
                Sql.instant(row, "last_used_at"),
                signal == null ? null : WireNames.parse(SignalKind.class, signal),
                row.getString("reason"));
    }
}
