-- Columns that a replay would leave empty in all rows so far may be added in place.
ALTER TABLE query_side.account_listing_v1
    ADD COLUMN description     text,
    ADD COLUMN organization_id uuid,
    ADD COLUMN deleted         boolean NOT NULL DEFAULT false;
CREATE INDEX account_listing_v1_organization
    ON query_side.account_listing_v1 (organization_id, username) WHERE organization_id IS NOT NULL;
ALTER TABLE query_side.audit_trail_v1
    ADD COLUMN organization_id uuid,
    ADD COLUMN workspace_id    uuid;

-- When a key was last activated by hand: it counts as idle from then on at the earliest.
ALTER TABLE query_side.token_listing_v1 ADD COLUMN activated_at timestamptz;
UPDATE query_side.token_listing_v1 t SET activated_at = (
    SELECT max(r.recorded_at) FROM query_side.audit_trail_v1 r
    WHERE r.token_id = t.token_id AND r.action = 'token.activated');

CREATE TABLE query_side.organization_listing_v1 (
    organization_id      uuid        PRIMARY KEY,
    name                 text        NOT NULL,
    description          text,
    creation             text        NOT NULL,
    max_lifetime_minutes bigint,
    max_idle_days        integer,
    keys_may_create_keys boolean     NOT NULL,
    max_keys_per_account integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    version              bigint      NOT NULL
);
CREATE INDEX organization_listing_v1_name ON query_side.organization_listing_v1 (name, organization_id);

CREATE TABLE query_side.member_listing_v1 (
    organization_id uuid NOT NULL,
    account_id      uuid NOT NULL,
    role            text NOT NULL,
    PRIMARY KEY (organization_id, account_id)
);
CREATE INDEX member_listing_v1_account ON query_side.member_listing_v1 (account_id);

CREATE TABLE query_side.workspace_listing_v1 (
    workspace_id    uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL,
    description     text,
    url             text,
    open_to_members boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         bigint      NOT NULL
);
CREATE INDEX workspace_listing_v1_name ON query_side.workspace_listing_v1 (lower(name), workspace_id);
CREATE INDEX workspace_listing_v1_organization ON query_side.workspace_listing_v1 (organization_id);

CREATE TABLE query_side.assignment_listing_v1 (
    workspace_id uuid NOT NULL,
    account_id   uuid NOT NULL,
    role         text NOT NULL,
    PRIMARY KEY (workspace_id, account_id)
);
CREATE INDEX assignment_listing_v1_account ON query_side.assignment_listing_v1 (account_id);

-- From which generation on the API tokens of a key, or (without one) all of an account, are good after an event.
CREATE TABLE query_side.revocation_v1 (
    position       bigint      PRIMARY KEY,
    api_key_id     uuid,
    account_id     uuid        NOT NULL,
    min_generation integer     NOT NULL,
    recorded_at    timestamptz NOT NULL
);

-- What the feed must remember of a key to say that: an activation restores no generation that a rotation has retired.
CREATE TABLE query_side.revocation_key_v1 (
    api_key_id     uuid    PRIMARY KEY,
    min_generation integer NOT NULL,
    alive          boolean NOT NULL,
    position       bigint  NOT NULL
);
