-- Legal holds, also released ones, as their events say.
CREATE TABLE query_side.legal_hold_v1 (
    hold_id     uuid        PRIMARY KEY,
    subject     text        NOT NULL, -- token, account or organization
    subject_id  uuid        NOT NULL,
    reason      text        NOT NULL,
    placed_at   timestamptz NOT NULL,
    placed_by   uuid,
    released_at timestamptz,          -- null while the hold is in force
    released_by uuid,
    position    bigint      NOT NULL  -- of the event that placed the hold
);

CREATE INDEX legal_hold_v1_position ON query_side.legal_hold_v1 (position);
CREATE INDEX legal_hold_v1_in_force ON query_side.legal_hold_v1 (position) WHERE released_at IS NULL;
