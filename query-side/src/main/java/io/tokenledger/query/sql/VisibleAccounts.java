package io.tokenledger.query.sql;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import java.util.UUID;

/**
 * Whose keys a caller may see: all on the instance, or its own and those of the members and service accounts of
 * organizations that it administers or audits. The roles are the caller's own, as the door knows them now; who belongs
 * to an organization is as it was at the moment that the question is about.
 */
public final class VisibleAccounts {
    private VisibleAccounts() {}

    /** Adds the condition that the account of this column is one of them. */
    public static void restrict(SqlConditions conditions, String column, Caller caller, AsOf moment) {
        restrict(conditions, column, caller, Action.TOKEN_READ, moment);
    }

    /** The same for another action than to read. */
    public static void restrict(SqlConditions conditions, String column, Caller caller, Action action, AsOf moment) {
        if (caller.may(action)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(action).toArray(UUID[]::new);
        if (organizations.length == 0) {
            conditions.and(column + " = ?", caller.accountId());
        } else {
            conditions.and(
                    "(" + column + " = ? OR " + ofOrganizations(column, moment) + ")",
                    caller.accountId(),
                    organizations,
                    organizations);
        }
    }

    /**
     * Adds the condition that the caller may see what happened at the position of this alias: as for the trail itself, what
     * an organization's own did while they were its own.
     */
    public static void restrictEntries(SqlConditions conditions, String alias, Caller caller) {
        if (caller.may(Action.TOKEN_READ)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        conditions.and("""
                (%1$s.owner_id = ? OR (SELECT true FROM audit_trail_organization_v2 x
                 WHERE x.organization_id = ANY (?) AND x.position = %1$s.position LIMIT 1))""".formatted(alias), caller.accountId(), organizations);
    }

    /**
     * Adds the condition that the caller may see all events behind a signal of this alias, or that the signal says nothing
     * about them: a first use from a network is one whatever came before.
     */
    public static void restrictEvidence(SqlConditions conditions, String alias, Caller caller) {
        if (caller.may(Action.TOKEN_READ)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        conditions.and("""
                (%1$s.owner_id = ? OR %1$s.kind IN ('first_seen_network', 'first_seen_agent') OR NOT EXISTS (
                     SELECT FROM unnest(%1$s.evidence) e WHERE NOT EXISTS (
                         SELECT FROM audit_trail_organization_v2 x
                         WHERE x.organization_id = ANY (?) AND x.position = e)))""".formatted(alias), caller.accountId(), organizations);
    }

    /** Adds the condition that the account of this column belongs to the organization. */
    public static void ofOrganization(SqlConditions conditions, String column, UUID organizationId, AsOf moment) {
        UUID[] one = {organizationId};
        conditions.and(ofOrganizations(column, moment), one, one);
    }

    private static String ofOrganizations(String column, AsOf moment) {
        return """
                %s IN (
                    SELECT m.account_id FROM %s m WHERE m.organization_id = ANY (?)
                    UNION ALL
                    SELECT s.account_id FROM %s s WHERE s.organization_id = ANY (?))""".formatted(column, moment.members(), moment.accounts());
    }
}
