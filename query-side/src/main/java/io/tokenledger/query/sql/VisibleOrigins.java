package io.tokenledger.query.sql;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import java.util.UUID;

/**
 * The origin of an audit trail entry: the address, agent and session of its actor. A key's owner sees that an
 * administrator deactivated the key. The administrator's origin is visible only to readers of the administrator's own
 * trail.
 */
public final class VisibleOrigins {
    private static final String OWN = "%1$s.actor_id IS NULL OR %1$s.actor_id = %1$s.owner_id OR %1$s.actor_id = ?";

    private static final String OF_ORGANIZATIONS = """
            EXISTS (SELECT FROM member_history_v1 m
                WHERE m.account_id = %1$s.actor_id AND m.organization_id = ANY (?)
                    AND m.valid_from <= %1$s.position AND m.valid_to > %1$s.position)
            OR EXISTS (SELECT FROM account_history_v1 s
                WHERE s.account_id = %1$s.actor_id AND s.organization_id = ANY (?)
                    AND s.valid_from <= %1$s.position AND s.valid_to > %1$s.position)""";

    private VisibleOrigins() {}

    /**
     * The condition that the caller may see the origin of an entry that it may see. Visible are origins of the caller,
     * of actors without an account, and of accounts acting on themselves, such as uses. Also visible are origins of
     * actors that belonged at that time to an organization whose trail the caller reads.
     *
     * @param alias alias of {@code audit_trail_v3} in the statement
     */
    public static SqlConditions of(String alias, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        if (caller.may(Action.TOKEN_READ)) {
            return conditions;
        }
        UUID[] organizations = caller.organizationsWhere(Action.TOKEN_READ).toArray(UUID[]::new);
        if (organizations.length == 0) {
            return own(alias, caller);
        }
        String condition = "(%s OR %s)".formatted(OWN, OF_ORGANIZATIONS).formatted(alias);
        conditions.and(condition, caller.accountId(), organizations, organizations);
        return conditions;
    }

    /** The same condition for a caller without any role. */
    public static SqlConditions own(String alias, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("(" + OWN.formatted(alias) + ")", caller.accountId());
        return conditions;
    }
}
