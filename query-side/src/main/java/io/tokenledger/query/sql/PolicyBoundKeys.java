package io.tokenledger.query.sql;

import io.tokenledger.domain.TokenPolicyRules.ExistingKey;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.eventstore.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The existing keys of the accounts that a token policy binds, with all that {@link ExistingKey} contains. A key exists
 * while it is neither deleted nor expired; it may be inactive.
 */
public final class PolicyBoundKeys {
    /**
     * The time since which a key may count as idle: its last use, creation, rotation, activation, or its owner's join
     * of the organization. So a policy neither ends nor reveals a key because of the time before the membership.
     */
    public static final String LAST_ACTIVITY =
            "greatest(t.created_at, coalesce(t.last_used_at, '-infinity'), coalesce(t.rotated_at, '-infinity'),"
                    + " coalesce(t.activated_at, '-infinity'), coalesce(t.joined_at, '-infinity'))";

    /** The time at which the owner last became a member of {@code :organization}; null for a service account. */
    public static final String JOINED_AT = """
            (SELECT max(j.recorded_at) FROM member_history_v1 h
             JOIN audit_trail_v3 j ON j.position = h.valid_from AND j.action = 'organization.member_added'
             WHERE h.organization_id = :organization AND h.account_id = t.owner_id) AS joined_at""";

    /** Existing keys by owner and name. Keys are numbered by age for each account; expired keys count as well. */
    private static final String KEYS = """
            SELECT t.token_id, t.name, t.owner_id, t.username, t.kind, t.superuser, t.role, t.active, t.owner_active, t.expires_at,
                t.created_by_key IS NOT NULL AS created_by_key, coalesce(t.rotated_at, t.created_at) AS set_at,
                %1$s AS busy_at, t.place
            FROM (
                SELECT t.*, a.username, a.kind, a.active AS owner_active, '%2$s' = ANY (a.roles) AS superuser,
                    row_number() OVER by_age AS place, %3$s
                WHERE %4$s NOT t.deleted AND NOT a.deleted
                WINDOW by_age AS (PARTITION BY t.owner_id ORDER BY t.created_at, t.token_id)) t
            WHERE t.expires_at IS NULL OR t.expires_at > :now
            ORDER BY t.username, t.name, t.token_id""";

    private static final String OF_ORGANIZATION = """
            m.role, %s
                FROM token_listing_v1 t
                JOIN account_listing_v1 a ON a.account_id = t.owner_id
                LEFT JOIN member_listing_v1 m
                    ON m.account_id = t.owner_id AND m.organization_id = :organization""".formatted(JOINED_AT);

    private static final String OF_INSTANCE = """
            NULL::text AS role, NULL::timestamptz AS joined_at
                FROM token_listing_v1 t
                JOIN account_listing_v1 a ON a.account_id = t.owner_id""";

    private PolicyBoundKeys() {}

    /** The keys of members and service accounts of {@code :organization} at {@code :now}. */
    public static String ofOrganization() {
        return keys(OF_ORGANIZATION, "(m.account_id IS NOT NULL OR a.organization_id = :organization) AND");
    }

    /** The keys of all accounts at {@code :now}. */
    public static String ofInstance() {
        return keys(OF_INSTANCE, "");
    }

    private static String keys(String from, String bound) {
        return KEYS.formatted(LAST_ACTIVITY, InstanceRole.SUPERUSER.wire(), from, bound);
    }

    /** Reads a row of these statements. A superuser administers every organization. */
    public static ExistingKey read(ResultSet row) throws SQLException {
        boolean ownedByUser = row.getString("kind").equals(AccountKind.USER.wire());
        return new ExistingKey(
                !ownedByUser
                        || row.getBoolean("superuser")
                        || OrganizationRole.ORGANIZATION_ADMIN.wire().equals(row.getString("role")),
                ownedByUser,
                row.getBoolean("created_by_key"),
                row.getBoolean("active"),
                Sql.instant(row, "expires_at"),
                row.getTimestamp("set_at").toInstant(),
                row.getTimestamp("busy_at").toInstant(),
                row.getLong("place"));
    }
}
