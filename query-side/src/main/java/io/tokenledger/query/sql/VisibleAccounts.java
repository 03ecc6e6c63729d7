package io.tokenledger.query.sql;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import java.util.UUID;

/**
 * The accounts whose keys a caller may see: all of the instance, or its own account and those of organizations that it
 * administers or audits. Those are members and service accounts. The caller's roles are the current ones; memberships
 * are those at the point in time of the query.
 */
public final class VisibleAccounts {
    private VisibleAccounts() {}

    /** Adds the condition that the caller may read keys of the account in this column. */
    public static void restrict(SqlConditions conditions, String column, Caller caller, AsOf asOf) {
        restrict(conditions, column, caller, Action.TOKEN_READ, asOf);
    }

    /** Adds the same condition for another action. */
    public static void restrict(SqlConditions conditions, String column, Caller caller, Action action, AsOf asOf) {
        if (caller.may(action)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(action).toArray(UUID[]::new);
        if (organizations.length == 0) {
            conditions.and(column + " = ?", caller.accountId());
        } else {
            conditions.and(
                    "(" + column + " = ? OR " + ofOrganizations(column, asOf) + ")",
                    caller.accountId(),
                    organizations,
                    organizations);
        }
    }

    /**
     * Adds the condition that the caller may see the event at the position of this alias. As in the audit trail,
     * readers of an organization see what accounts did while they belonged to it.
     */
    public static void restrictEntries(SqlConditions conditions, String alias, Caller caller) {
        if (caller.may(Action.TOKEN_READ)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        if (organizations.length == 0) {
            conditions.and(alias + ".owner_id = ?", caller.accountId()); // an index finds these
            return;
        }
        conditions.and("""
                (%1$s.owner_id = ? OR (SELECT true FROM audit_trail_organization_v3 x
                 WHERE x.organization_id = ANY (?) AND x.position = %1$s.position LIMIT 1))""".formatted(alias), caller.accountId(), organizations);
    }

    /**
     * Adds the condition that the caller may see all events behind the signal of this alias. Signals about a first
     * network or agent are always visible, because they say nothing about earlier events. A signal about the origin of
     * a key's creator is visible only to callers that may see this origin ({@link VisibleOrigins}).
     */
    public static void restrictEvidence(SqlConditions conditions, String alias, Caller caller) {
        if (caller.may(Action.TOKEN_READ)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        conditions.and("""
                (%1$s.owner_id = ? OR %1$s.kind IN ('first_seen_network', 'first_seen_agent') OR NOT EXISTS (
                     SELECT FROM unnest(%1$s.evidence) e WHERE NOT EXISTS (
                         SELECT FROM audit_trail_organization_v3 x
                         WHERE x.organization_id = ANY (?) AND x.position = e)))""".formatted(alias), caller.accountId(), organizations);
        SqlConditions origin = VisibleOrigins.of("o", caller);
        conditions.and("""
                (%1$s.kind <> 'key_created_from_new_network' OR EXISTS (
                     SELECT FROM audit_trail_v3 o WHERE o.position = %1$s.position%2$s))""".formatted(alias, origin.and()), origin.values().toArray());
    }

    /**
     * Adds the condition that the account in this column belongs to the organization. A caller that may not read its keys
     * must not learn who belongs to it, so only its own account matches.
     */
    public static void ofOrganization(
            SqlConditions conditions, String column, UUID organizationId, Caller caller, AsOf asOf) {
        if (!caller.may(Action.TOKEN_READ, organizationId)) {
            conditions.and(column + " = ?", caller.accountId());
        }
        UUID[] one = {organizationId};
        conditions.and(ofOrganizations(column, asOf), one, one);
    }

    /** Adds the condition that the account in this column belongs to no organization. */
    public static void ofNoOrganization(SqlConditions conditions, String column, AsOf asOf) {
        conditions.and("""
                NOT EXISTS (SELECT FROM %2$s m WHERE m.account_id = %1$s)
                AND NOT EXISTS (SELECT FROM %3$s s WHERE s.account_id = %1$s AND s.organization_id IS NOT NULL)""".formatted(column, asOf.members(), asOf.accounts()));
    }

    private static String ofOrganizations(String column, AsOf asOf) {
        return """
                %s IN (
                    SELECT m.account_id FROM %s m WHERE m.organization_id = ANY (?)
                    UNION ALL
                    SELECT s.account_id FROM %s s WHERE s.organization_id = ANY (?))""".formatted(column, asOf.members(), asOf.accounts());
    }
}
