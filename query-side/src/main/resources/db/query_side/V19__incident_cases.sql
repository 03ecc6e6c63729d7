-- Incident cases, as their events say. The window is pinned: later events do not change what a case covers.
CREATE TABLE query_side.incident_case_v1 (
    case_id        uuid        PRIMARY KEY,
    title          text        NOT NULL,
    subject        text        NOT NULL, -- token, owner, ip or api_token
    value          text        NOT NULL, -- id, network or jti of the subject
    from_at        timestamptz NOT NULL, -- inclusive
    to_at          timestamptz NOT NULL, -- exclusive
    first_position bigint      NOT NULL, -- of the last event before the window
    last_position  bigint      NOT NULL, -- of the last event in the window
    opened_at      timestamptz NOT NULL,
    opened_by      uuid,
    closed_at      timestamptz,          -- null while the case is open
    position       bigint      NOT NULL, -- of the event that opened the case
    state_position bigint      NOT NULL  -- of the event that opened, closed or reopened it last
);

CREATE INDEX incident_case_v1_position ON query_side.incident_case_v1 (position);
CREATE INDEX incident_case_v1_open ON query_side.incident_case_v1 (opened_by) WHERE closed_at IS NULL;

-- What was added to a case, in order.
CREATE TABLE query_side.incident_case_entry_v1 (
    case_id      uuid        NOT NULL,
    position     bigint      NOT NULL,
    kind         text        NOT NULL, -- note, operation, closed, reopened or handed_over
    added_at     timestamptz NOT NULL,
    added_by     uuid,
    text         text,                 -- of a note or a conclusion
    operation_id uuid,                 -- of a bulk operation
    sha256       text,                 -- of a package
    PRIMARY KEY (case_id, position)
);
