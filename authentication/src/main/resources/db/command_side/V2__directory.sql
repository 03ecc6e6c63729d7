-- Organizations, as they stand after every acknowledged command; each with its token policy.
CREATE TABLE command_side.organization (
    organization_id      uuid        PRIMARY KEY,
    name                 text        NOT NULL,
    name_key             text        NOT NULL,
    description          text,
    creation             text        NOT NULL,
    max_lifetime_minutes bigint,
    max_idle_days        integer,
    keys_may_create_keys boolean     NOT NULL,
    max_keys_per_account integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    version              bigint      NOT NULL,
    CONSTRAINT organization_name_once UNIQUE (name_key)
);

-- Who belongs to them. Read with each account that the door looks up.
CREATE TABLE command_side.member (
    account_id      uuid NOT NULL,
    organization_id uuid NOT NULL,
    role            text NOT NULL,
    PRIMARY KEY (account_id, organization_id)
);
CREATE INDEX member_organization ON command_side.member (organization_id);

CREATE TABLE command_side.workspace (
    workspace_id    uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL,
    name_key        text        NOT NULL,
    description     text,
    url             text,
    open_to_members boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         bigint      NOT NULL,
    CONSTRAINT workspace_name_once UNIQUE (name_key)
);
CREATE INDEX workspace_organization ON command_side.workspace (organization_id);

-- Who has a role of its own in which workspace.
CREATE TABLE command_side.assignment (
    workspace_id uuid NOT NULL,
    account_id   uuid NOT NULL,
    role         text NOT NULL,
    PRIMARY KEY (workspace_id, account_id)
);
CREATE INDEX assignment_account ON command_side.assignment (account_id);

-- Service accounts are accounts of one organization, and named uniquely there. A deleted one frees its name.
ALTER TABLE command_side.account
    ADD COLUMN description     text,
    ADD COLUMN organization_id uuid,
    ADD COLUMN deleted         boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT account_username_once;
CREATE UNIQUE INDEX account_username_once
    ON command_side.account (organization_id, username_key) NULLS NOT DISTINCT WHERE NOT deleted;
