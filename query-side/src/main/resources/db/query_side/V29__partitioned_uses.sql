-- The rows that each use adds are partitioned by position as the uses themselves are, so that old ones can be dropped. Their
-- projections rebuild these tables from the first event.
DROP TABLE query_side.audit_trail_v2, query_side.audit_trail_organization_v2, query_side.token_last_use_v1;
TRUNCATE query_side.audit_trail_member_v2, query_side.audit_trail_text_v2, query_side.audit_trail_slot_v2,
    query_side.policy_event_v1, query_side.token_use_day_v1,
    query_side.token_history_v1, query_side.account_history_v1, query_side.member_history_v1,
    query_side.workspace_history_v1, query_side.assignment_history_v1, query_side.token_idle_period_v1,
    query_side.token_secret_v1;
DELETE FROM events.tracking_token WHERE processor_name IN ('audit-trail', 'history');

-- Changes stay for good, so only uses are in partitions. The planner knows from the checks which actions it finds where.
CREATE TABLE query_side.audit_trail_v3 (
    position        bigint      NOT NULL,
    place           bigint      NOT NULL, -- the position again, see V5
    is_use          boolean     NOT NULL,
    event_id        uuid        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    action          text        NOT NULL,
    outcome         text        NOT NULL,
    reason          text,
    actor_id        uuid,
    actor_key_id    uuid,
    session_id      text, -- the API token or sign-in that was presented
    minted_jti      text, -- the API token that was issued
    owner_id        uuid,
    token_id        uuid,
    organization_id uuid,
    workspace_id    uuid,
    ip              inet,
    correlation_id  text,
    text_hash       uuid        NOT NULL,
    count           bigint      NOT NULL,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL,
    data            jsonb       NOT NULL,
    PRIMARY KEY (position, is_use)
) PARTITION BY LIST (is_use);
CREATE TABLE query_side.audit_trail_change_v3 PARTITION OF query_side.audit_trail_v3 (
    CHECK (action NOT IN ('token.used', 'token.use_refused'))) FOR VALUES IN (false);
CREATE TABLE query_side.audit_trail_use_v3 PARTITION OF query_side.audit_trail_v3 (
    CHECK (action IN ('token.used', 'token.use_refused'))) FOR VALUES IN (true) PARTITION BY RANGE (position);

-- Each list is in the order of positions, so each index ends with it: a page is the end of one range.
CREATE INDEX audit_trail_v3_token ON query_side.audit_trail_v3 (token_id, place) WHERE token_id IS NOT NULL;
CREATE INDEX audit_trail_v3_owner ON query_side.audit_trail_v3 (owner_id, place) WHERE owner_id IS NOT NULL;
CREATE INDEX audit_trail_v3_actor ON query_side.audit_trail_v3 (actor_id, place) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_trail_v3_ip ON query_side.audit_trail_v3 (ip, place) WHERE ip IS NOT NULL;
CREATE INDEX audit_trail_v3_text ON query_side.audit_trail_v3 (text_hash, place);
CREATE INDEX audit_trail_v3_correlation ON query_side.audit_trail_v3 (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX audit_trail_v3_session ON query_side.audit_trail_v3 (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX audit_trail_v3_minted ON query_side.audit_trail_v3 (minted_jti) WHERE minted_jti IS NOT NULL;
CREATE INDEX audit_trail_v3_reason ON query_side.audit_trail_v3 (reason, place) WHERE reason IS NOT NULL;
CREATE INDEX audit_trail_v3_workspace ON query_side.audit_trail_v3 (workspace_id, place) WHERE workspace_id IS NOT NULL;
-- Nearly all entries are accepted uses; what is not one of them is found without looking at them.
CREATE INDEX audit_trail_v3_action ON query_side.audit_trail_v3 (action, place) WHERE action <> 'token.used';
CREATE INDEX audit_trail_v3_refused ON query_side.audit_trail_v3 (place) WHERE outcome = 'refused';
-- Uses that were counted together past a limit. Reports must name them, because some may have been of their subject.
CREATE INDEX audit_trail_v3_aggregated ON query_side.audit_trail_v3 (last_at) WHERE data ->> 'aggregated' IS NOT NULL;

-- What was done with a credential besides using it: changes, reads and exports. The condition is AuditActions.NO_USE.
CREATE INDEX audit_trail_v3_actor_key ON query_side.audit_trail_change_v3 (actor_key_id, place)
    WHERE actor_key_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v3_token_change ON query_side.audit_trail_change_v3 (token_id, place)
    WHERE token_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v3_owner_change ON query_side.audit_trail_change_v3 (owner_id, place)
    WHERE owner_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v3_change ON query_side.audit_trail_change_v3 (place)
    WHERE action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
-- What was done together: the operation itself, and what it did to each key.
CREATE INDEX audit_trail_v3_act ON query_side.audit_trail_change_v3 ((data ->> 'act_id')) WHERE data ->> 'act_id' IS NOT NULL;

-- Which organizations an event concerns: its own, and those that its owner belonged to when it happened.
CREATE TABLE query_side.audit_trail_organization_v3 (
    organization_id uuid    NOT NULL,
    position        bigint  NOT NULL,
    is_use          boolean NOT NULL,
    PRIMARY KEY (organization_id, position, is_use)
) PARTITION BY LIST (is_use);
CREATE TABLE query_side.audit_trail_organization_change_v3 PARTITION OF query_side.audit_trail_organization_v3
    FOR VALUES IN (false);
CREATE TABLE query_side.audit_trail_organization_use_v3 PARTITION OF query_side.audit_trail_organization_v3
    FOR VALUES IN (true) PARTITION BY RANGE (position);

CREATE TABLE query_side.token_last_use_v2 (
    token_id uuid        NOT NULL,
    position bigint      NOT NULL,
    used_at  timestamptz NOT NULL,
    ip       inet,
    agent    text,
    PRIMARY KEY (token_id, position)
) PARTITION BY RANGE (position);

-- Creates the partitions of these tables that the positions of a batch need, in the current schema. Returns the end of the
-- last one.
CREATE FUNCTION query_side.require_use_partitions(first bigint, last bigint, VARIADIC tables text[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    reached bigint := events.require_use_partition(last, 10000000);
    part    record;
BEGIN
    FOR part IN
        SELECT p.first_position, p.end_position, t.name AS parent, t.name || '_' || p.first_position AS name
        FROM events.use_partition p, unnest(tables) AS t (name)
        WHERE p.end_position > first AND p.first_position <= last
          AND to_regclass(format('%I.%I', current_schema(), t.name || '_' || p.first_position)) IS NULL
    LOOP
        EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL)', current_schema(), part.name, part.parent);
        EXECUTE format('ALTER TABLE %1$I.%2$I ATTACH PARTITION %1$I.%3$I FOR VALUES FROM (%4$s) TO (%5$s)',
                       current_schema(), part.parent, part.name, part.first_position, part.end_position);
    END LOOP;
    RETURN reached;
END $$;
