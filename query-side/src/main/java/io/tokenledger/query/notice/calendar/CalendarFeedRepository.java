package io.tokenledger.query.notice.calendar;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads calendar feeds, and the deadlines that they show. */
@Repository
class CalendarFeedRepository {
    private static final String DEADLINES = """
            WITH visible AS (
                SELECT t.*, a.username, coalesce((
                           SELECT h.since FROM token_history_v1 h
                           WHERE h.token_id = t.token_id AND h.version <= t.version
                           ORDER BY h.valid_from DESC LIMIT 1), t.created_at) AS changed_at
                FROM token_listing_v1 t JOIN account_listing_v1 a ON a.account_id = t.owner_id
                WHERE t.active AND NOT t.deleted AND t.owner_id IN (
                    SELECT :account::uuid
                    UNION ALL
                    SELECT s.account_id FROM member_listing_v1 m
                    JOIN account_listing_v1 s ON s.organization_id = m.organization_id
                    WHERE m.account_id = :account AND m.role = :admin))
            SELECT v.token_id, v.name, v.username, v.expires_at AS at, 'expiry' AS kind, v.changed_at, v.version
            FROM visible v WHERE v.expires_at > :from
            UNION ALL
            SELECT v.token_id, v.name, v.username, v.retained_until, 'retention_end', v.changed_at, v.version
            FROM visible v WHERE v.retained_until > :from
            ORDER BY at, token_id LIMIT :limit""";

    private final JdbcClient jdbc;

    CalendarFeedRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The active account whose feed has this secret. */
    Optional<UUID> accountOf(SecretDigest digest) {
        return jdbc.sql("""
                        SELECT f.account_id FROM calendar_feed_v1 f
                        JOIN account_listing_v1 a ON a.account_id = f.account_id AND a.active AND NOT a.deleted
                        WHERE f.digest = ?""").param(digest.hex()).query(UUID.class).optional();
    }

    /** When the account got the secret that its feed has now; empty if it has no feed. */
    Optional<Instant> resetAt(UUID accountId) {
        return jdbc.sql("SELECT reset_at FROM calendar_feed_v1 WHERE account_id = ? AND digest IS NOT NULL")
                .param(accountId)
                .query((row, number) -> Sql.instant(row, "reset_at"))
                .optional();
    }

    /** Deadlines after an instant: of the account's own keys, and of service accounts that it administers. */
    List<CalendarDeadline> deadlines(UUID accountId, Instant from) {
        return jdbc.sql(DEADLINES)
                .param("account", accountId)
                .param("admin", OrganizationRole.ORGANIZATION_ADMIN.wire())
                .param("from", Timestamp.from(from))
                .param("limit", QueryLimits.MAX_CALENDAR_EVENTS)
                .query((row, number) -> new CalendarDeadline(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getString("username"),
                        row.getTimestamp("at").toInstant(),
                        WireNames.parse(NoticeKind.class, row.getString("kind")),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getLong("version")))
                .list();
    }
}
