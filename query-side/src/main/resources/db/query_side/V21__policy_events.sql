-- The few events that a simulation of a token policy follows, beside each other: in the audit trail they lie between the uses,
-- so reading them read a page for each. Copied from the trail, without names and descriptions.
CREATE TABLE query_side.policy_event_v1 (
    position        bigint      PRIMARY KEY,
    recorded_at     timestamptz NOT NULL,
    action          text        NOT NULL,
    actor_id        uuid,
    actor_key_id    uuid,
    owner_id        uuid,
    token_id        uuid,
    organization_id uuid,
    data            jsonb       NOT NULL
);
INSERT INTO query_side.policy_event_v1
SELECT position, recorded_at, action, actor_id, actor_key_id, owner_id, token_id, organization_id, data - 'name' - 'description'
FROM query_side.audit_trail_v2
WHERE action IN ('token.created', 'token.rotated', 'token.deleted', 'account.registered', 'account.roles_changed',
                 'organization.member_added', 'organization.member_role_changed', 'organization.member_removed');
