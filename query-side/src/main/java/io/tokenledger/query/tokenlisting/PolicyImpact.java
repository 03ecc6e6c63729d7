package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.events.organization.TokenPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the living keys of an organization's accounts that a token policy would not let anybody create as they are. */
@Repository
class PolicyImpact {
    /**
     * Since when a key counts as idle: its last use, or what made it, activated it or brought its owner into the organization
     * later. So a policy neither ends a key nor tells about it because of the time before the membership.
     */
    static final String BUSY_AT =
            "greatest(t.created_at, coalesce(t.last_used_at, '-infinity'), coalesce(t.rotated_at, '-infinity'),"
                    + " coalesce(t.activated_at, '-infinity'), coalesce(t.joined_at, '-infinity'))";

    /** When the owner last became a member of the organization; null of a service account. */
    static final String JOINED_AT = """
            (SELECT max(j.recorded_at) FROM member_history_v1 h
             JOIN audit_trail_v2 j ON j.position = h.valid_from AND j.action = 'organization.member_added'
             WHERE h.organization_id = %s AND h.account_id = t.owner_id) AS joined_at""";

    /** Keys of the accounts that belong to the organization, in the order in which each account got them; expired ones count. */
    private static final String LIVING = """
            SELECT t.*, a.username, a.kind, m.role, row_number() OVER by_age AS place, %s
            FROM token_listing_v1 t
            JOIN account_listing_v1 a ON a.account_id = t.owner_id
            LEFT JOIN member_listing_v1 m
                ON m.account_id = t.owner_id AND m.organization_id = :organization
            WHERE (m.account_id IS NOT NULL OR a.organization_id = :organization)
              AND NOT t.deleted AND NOT a.deleted
            WINDOW by_age AS (PARTITION BY t.owner_id ORDER BY t.created_at, t.token_id)""".formatted(JOINED_AT.formatted(":organization"));

    private static final String BREAKING = """
            SELECT t.token_id, t.name, t.owner_id, t.username, array_remove(ARRAY[
                CASE WHEN :creation::text = 'forbidden' AND t.kind = 'user'
                       OR :creation::text = 'admins_only' AND t.kind = 'user' AND t.role <> 'organization_admin'
                     THEN 'creation' END,
                CASE WHEN :lifetime::bigint IS NOT NULL AND (t.expires_at IS NULL
                       OR t.expires_at > coalesce(t.rotated_at, t.created_at) + :lifetime::bigint * interval '1 minute')
                     THEN 'max_lifetime_minutes' END,
                CASE WHEN t.active AND %s < :now::timestamptz - :idle::integer * interval '1 day' THEN 'max_idle_days' END,
                CASE WHEN NOT :by_keys::boolean AND t.created_by_key IS NOT NULL THEN 'keys_may_create_keys' END,
                CASE WHEN t.place > :most::bigint THEN 'max_keys_per_account' END], NULL) AS breaks
            FROM (%s) t
            WHERE t.expires_at IS NULL OR t.expires_at > :now""".formatted(BUSY_AT, LIVING);

    private final JdbcClient jdbc;

    PolicyImpact(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One key, and the rules that it breaks. */
    record BreakingKey(
            UUID id, String name, UUID ownerId, @Nullable String ownerUsername, List<String> breaks) {}

    List<BreakingKey> find(UUID organizationId, TokenPolicy policy, Instant now, PageRequest page) {
        return jdbc.sql("SELECT * FROM (" + BREAKING
                        + ") b WHERE cardinality(b.breaks) > 0 ORDER BY b.username, b.name, b.token_id"
                        + " LIMIT :size OFFSET :offset")
                .params(values(organizationId, policy, now))
                .param("size", page.size())
                .param("offset", page.offset())
                .query(PolicyImpact::read)
                .list();
    }

    long count(UUID organizationId, TokenPolicy policy, Instant now) {
        return jdbc.sql("SELECT count(*) FROM (" + BREAKING + ") b WHERE cardinality(b.breaks) > 0")
                .params(values(organizationId, policy, now))
                .query(Long.class)
                .single();
    }

    private static Map<String, @Nullable Object> values(UUID organizationId, TokenPolicy policy, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("organization", organizationId);
        values.put("now", Timestamp.from(now));
        values.put("creation", policy.creation().wire());
        values.put("lifetime", policy.maxLifetimeMinutes());
        values.put("idle", policy.maxIdleDays());
        values.put("by_keys", policy.keysMayCreateKeys());
        values.put("most", policy.maxKeysPerAccount());
        return values;
    }

    private static BreakingKey read(ResultSet row, int number) throws SQLException {
        return new BreakingKey(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getString("username"),
                List.of((String[]) row.getArray("breaks").getArray()));
    }
}
