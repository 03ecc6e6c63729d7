-- What was true, and from which event until before which: one row a state, at positions [valid_from, valid_to).
-- The end of a state that still holds is the greatest number there is.

CREATE TABLE query_side.token_history_v1 (
    token_id              uuid        NOT NULL,
    valid_from            bigint      NOT NULL,
    valid_to              bigint      NOT NULL,
    because               text        NOT NULL, -- the event that began this state
    since                 timestamptz NOT NULL,
    owner_id              uuid        NOT NULL,
    name                  text        NOT NULL,
    description           text,
    active                boolean     NOT NULL,
    deleted               boolean     NOT NULL,
    created_at            timestamptz NOT NULL,
    created_by_key        uuid,
    expires_at            timestamptz,
    rotated_at            timestamptz,
    activated_at          timestamptz,
    retain_period_minutes integer     NOT NULL,
    retained_until        timestamptz,
    generation            integer     NOT NULL,
    version               bigint      NOT NULL,
    PRIMARY KEY (token_id, valid_from)
) WITH (fillfactor = 90);
CREATE INDEX token_history_v1_newest ON query_side.token_history_v1 (created_at DESC, token_id DESC);
CREATE INDEX token_history_v1_owner ON query_side.token_history_v1 (owner_id, created_at DESC, token_id DESC);
CREATE INDEX token_history_v1_parent ON query_side.token_history_v1 (created_by_key) WHERE created_by_key IS NOT NULL;

-- A row for each use that was later than all uses before it: the last use as of a position is the last row up to there.
CREATE TABLE query_side.token_last_use_v1 (
    token_id uuid        NOT NULL,
    position bigint      NOT NULL,
    used_at  timestamptz NOT NULL,
    ip       inet        NOT NULL,
    agent    text,
    PRIMARY KEY (token_id, position)
);

CREATE TABLE query_side.account_history_v1 (
    account_id      uuid    NOT NULL,
    valid_from      bigint  NOT NULL,
    valid_to        bigint  NOT NULL,
    kind            text    NOT NULL,
    username        text    NOT NULL,
    organization_id uuid,
    active          boolean NOT NULL,
    deleted         boolean NOT NULL,
    PRIMARY KEY (account_id, valid_from)
);
CREATE INDEX account_history_v1_organization
    ON query_side.account_history_v1 (organization_id, valid_from) WHERE organization_id IS NOT NULL;

CREATE TABLE query_side.member_history_v1 (
    organization_id uuid   NOT NULL,
    account_id      uuid   NOT NULL,
    valid_from      bigint NOT NULL,
    valid_to        bigint NOT NULL,
    role            text   NOT NULL,
    PRIMARY KEY (organization_id, account_id, valid_from)
);
CREATE INDEX member_history_v1_account ON query_side.member_history_v1 (account_id, valid_from);

CREATE TABLE query_side.workspace_history_v1 (
    workspace_id    uuid    NOT NULL,
    valid_from      bigint  NOT NULL,
    valid_to        bigint  NOT NULL,
    organization_id uuid    NOT NULL,
    name            text    NOT NULL,
    open_to_members boolean NOT NULL,
    PRIMARY KEY (workspace_id, valid_from)
);
CREATE INDEX workspace_history_v1_organization ON query_side.workspace_history_v1 (organization_id, valid_from);

CREATE TABLE query_side.assignment_history_v1 (
    workspace_id uuid   NOT NULL,
    account_id   uuid   NOT NULL,
    valid_from   bigint NOT NULL,
    valid_to     bigint NOT NULL,
    role         text   NOT NULL,
    PRIMARY KEY (workspace_id, account_id, valid_from)
);
CREATE INDEX assignment_history_v1_account ON query_side.assignment_history_v1 (account_id, valid_from);
