package io.tokenledger.query.audittrail;

import java.util.List;

/**
 * Copies the events that simulations of token policies follow. A simulation reads all of them, and in the audit trail each
 * lies on a page of its own between the uses.
 */
final class PolicyEvents {
    private static final List<String> ACTIONS = List.of(
            "token.created",
            "token.rotated",
            "token.deleted",
            "account.registered",
            "account.roles_changed",
            "organization.member_added",
            "organization.member_role_changed",
            "organization.member_removed");

    private PolicyEvents() {}

    /** The statement that copies those of the new entries in this relation, which has the columns of the audit trail. */
    static String copy(String entries) {
        return """
                INSERT INTO policy_event_v1 (
                    position, recorded_at, action, actor_id, actor_key_id, owner_id, token_id, organization_id, data)
                SELECT position, recorded_at, action, actor_id, actor_key_id, owner_id, token_id, organization_id,
                       data - 'name' - 'description'
                FROM %s WHERE action IN ('%s') ON CONFLICT DO NOTHING""".formatted(entries, String.join("', '", ACTIONS));
    }
}
