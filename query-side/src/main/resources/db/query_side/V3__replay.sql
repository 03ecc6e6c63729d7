-- Replays under way and done: what is rebuilt beside the live read models. Not a read model itself.
CREATE TABLE query_side.replay (
    id           uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('rebuild', 'verify', 'sandbox')),
    projections  text[]      NOT NULL,
    until        bigint, -- the last position that a sandbox holds; without it a replay follows the live read model
    state        text        NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    position     bigint      NOT NULL DEFAULT 0,
    as_of        timestamptz,
    events_done  bigint      NOT NULL DEFAULT 0,
    events_total bigint      NOT NULL,
    problem      text,
    drifted      bigint,
    drifts       jsonb       NOT NULL DEFAULT '[]',
    requested_by uuid,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX replay_newest ON query_side.replay (started_at DESC, id);
-- One rebuild or comparison of a projection at a time.
CREATE UNIQUE INDEX replay_one_at_a_time ON query_side.replay (projections)
    WHERE state = 'running' AND kind <> 'sandbox';
