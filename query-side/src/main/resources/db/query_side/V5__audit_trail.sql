-- The audit trail with what its filters need. It is written anew from the first event.
DROP TABLE query_side.audit_trail_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'audit-trail';

CREATE TABLE query_side.audit_trail_v2 (
    position        bigint      PRIMARY KEY,
    place           bigint      NOT NULL, -- the position again, see below
    event_id        uuid        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    action          text        NOT NULL,
    outcome         text        NOT NULL,
    reason          text,
    actor_id        uuid,
    actor_key_id    uuid,
    session_id      text, -- the API token or sign-in that was shown
    minted_jti      text, -- the API token that was given out
    owner_id        uuid,
    token_id        uuid,
    organization_id uuid,
    workspace_id    uuid,
    ip              inet,
    user_agent      text,
    correlation_id  text,
    text_hash       bigint      NOT NULL,
    count           bigint      NOT NULL,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL,
    data            jsonb       NOT NULL
);
-- Each list is in the order of positions, so each index ends with it: a page is the end of one range. It ends with the
-- place, though, by which such lists are ordered: ordered by the position, the planner would now and then walk along the
-- primary key instead, hoping to meet enough rows of a key that was last used ten million events ago.
CREATE INDEX audit_trail_v2_token ON query_side.audit_trail_v2 (token_id, place) WHERE token_id IS NOT NULL;
CREATE INDEX audit_trail_v2_owner ON query_side.audit_trail_v2 (owner_id, place) WHERE owner_id IS NOT NULL;
CREATE INDEX audit_trail_v2_actor ON query_side.audit_trail_v2 (actor_id, place) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_trail_v2_ip ON query_side.audit_trail_v2 (ip, place) WHERE ip IS NOT NULL;
CREATE INDEX audit_trail_v2_text ON query_side.audit_trail_v2 (text_hash, place);
CREATE INDEX audit_trail_v2_correlation ON query_side.audit_trail_v2 (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX audit_trail_v2_session ON query_side.audit_trail_v2 (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX audit_trail_v2_minted ON query_side.audit_trail_v2 (minted_jti) WHERE minted_jti IS NOT NULL;
-- Nearly all events are accepted uses; what is not one of them is found without looking at them.
CREATE INDEX audit_trail_v2_action ON query_side.audit_trail_v2 (action, place) WHERE action <> 'token.used';
CREATE INDEX audit_trail_v2_refused ON query_side.audit_trail_v2 (place) WHERE outcome = 'refused';
CREATE INDEX audit_trail_v2_reason ON query_side.audit_trail_v2 (reason, place) WHERE reason IS NOT NULL;
CREATE INDEX audit_trail_v2_workspace ON query_side.audit_trail_v2 (workspace_id, place) WHERE workspace_id IS NOT NULL;

-- Which organizations an event concerns: its own, and those that its owner belonged to when it happened.
CREATE TABLE query_side.audit_trail_organization_v2 (
    organization_id uuid   NOT NULL,
    position        bigint NOT NULL,
    PRIMARY KEY (organization_id, position)
);
CREATE TABLE query_side.audit_trail_member_v2 (
    account_id      uuid NOT NULL,
    organization_id uuid NOT NULL,
    PRIMARY KEY (account_id, organization_id)
);

-- What a search looks through, each text once: a million uses of one script have the same.
CREATE TABLE query_side.audit_trail_text_v2 (
    text_hash bigint PRIMARY KEY,
    text      text   NOT NULL
);

-- Where the events of ten minutes stand. Times may run backwards where a clock was set; positions never do.
CREATE TABLE query_side.audit_trail_slot_v2 (
    slot           timestamptz PRIMARY KEY,
    first_position bigint      NOT NULL,
    last_position  bigint      NOT NULL
);

-- What was done together: the act itself, and what it did to each key.
CREATE INDEX audit_trail_v2_act ON query_side.audit_trail_v2 ((data ->> 'act_id')) WHERE data ->> 'act_id' IS NOT NULL;
