package io.tokenledger.query.sql;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.use.Caller;
import java.util.UUID;

/**
 * Whose keys a caller may see: all on the instance, or its own and those of the members and service accounts of
 * organizations that it administers or audits. The roles are the caller's own, as the door knows them now; who belongs
 * to an organization is as the listings show it.
 */
public final class VisibleAccounts {
    private VisibleAccounts() {}

    /** Adds the condition that the account of this column is one of them. */
    public static void restrict(SqlConditions conditions, String column, Caller caller) {
        if (caller.may(Action.TOKEN_READ)) {
            return;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        if (organizations.length == 0) {
            conditions.and(column + " = ?", caller.accountId());
        } else {
            conditions.and(
                    "(" + column + " = ? OR " + ofOrganizations(column) + ")",
                    caller.accountId(),
                    organizations,
                    organizations);
        }
    }

    /** Adds the condition that the account of this column belongs to the organization. */
    public static void ofOrganization(SqlConditions conditions, String column, UUID organizationId) {
        UUID[] one = {organizationId};
        conditions.and(ofOrganizations(column), one, one);
    }

    private static String ofOrganizations(String column) {
        return """
                %s IN (
                    SELECT m.account_id FROM query_side.member_listing_v1 m WHERE m.organization_id = ANY (?)
                    UNION ALL
                    SELECT s.account_id FROM query_side.account_listing_v1 s WHERE s.organization_id = ANY (?))""".formatted(column);
    }
}
