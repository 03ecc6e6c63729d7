package io.tokenledger.query.audittrail;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Copies the events that simulations of token policies follow. A simulation reads all of them, and in the audit trail each
 * lies on a page of its own between the uses.
 */
@Repository
class PolicyEvents {
    private static final Set<String> ACTIONS = Set.of(
            "token.created",
            "token.rotated",
            "token.deleted",
            "account.registered",
            "account.roles_changed",
            "organization.member_added",
            "organization.member_role_changed",
            "organization.member_removed");

    private static final String COPY = """
            INSERT INTO policy_event_v1 (
                position, recorded_at, action, actor_id, actor_key_id, owner_id, token_id, organization_id, data)
            SELECT position, recorded_at, action, actor_id, actor_key_id, owner_id, token_id, organization_id,
                   data - 'name' - 'description'
            FROM audit_trail_v2 WHERE position = ANY (?) ON CONFLICT DO NOTHING""";

    private final JdbcTemplate jdbc;

    PolicyEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Copies those of these entries, which the audit trail has already. */
    void copy(List<AuditEntry> entries) {
        Long[] positions = entries.stream()
                .filter(entry -> ACTIONS.contains(entry.action()))
                .map(AuditEntry::position)
                .toArray(Long[]::new);
        if (positions.length > 0) {
            jdbc.update(COPY, (Object) positions);
        }
    }
}
