-- Who this ledger is: the issuer of its API tokens.
CREATE TABLE command_side.server (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       uuid    NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO command_side.server DEFAULT VALUES;

-- What the door knows of accounts.
CREATE TABLE command_side.account (
    account_id          uuid        PRIMARY KEY,
    kind                text        NOT NULL,
    username            text        NOT NULL,
    username_key        text        NOT NULL,
    name                text        NOT NULL,
    email               text,
    roles               text[]      NOT NULL,
    active              boolean     NOT NULL,
    session_generation  integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    version             bigint      NOT NULL,
    CONSTRAINT account_username_once UNIQUE (username_key)
);

-- Encoded passwords stand apart from events, which are for ever, so that they can be replaced and forgotten.
CREATE TABLE command_side.local_password (
    account_id uuid PRIMARY KEY,
    encoded    text NOT NULL
);

-- What the door knows of API keys. A deleted key stays, so that its use can be refused with its reason.
CREATE TABLE command_side.credential (
    token_id              uuid        PRIMARY KEY,
    owner_id              uuid        NOT NULL,
    name                  text        NOT NULL,
    name_key              text        NOT NULL,
    description           text,
    digest                text        NOT NULL,
    generation            integer     NOT NULL,
    previous_digest       text,
    retained_until        timestamptz,
    retain_period_minutes integer     NOT NULL,
    expires_at            timestamptz,
    active                boolean     NOT NULL,
    deleted               boolean     NOT NULL,
    created_at            timestamptz NOT NULL,
    rotated_at            timestamptz,
    version               bigint      NOT NULL
);
CREATE UNIQUE INDEX credential_living_name_once ON command_side.credential (owner_id, name_key) WHERE NOT deleted;

-- The writes of the last 24 hours that carried an Idempotency-Key.
CREATE TABLE command_side.idempotency (
    account_id  uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    subject_id  uuid        NOT NULL,
    recorded_at timestamptz NOT NULL,
    status      integer,
    etag        text,
    answer      text,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_recorded_at ON command_side.idempotency (recorded_at);

-- Deadlines, as db-scheduler keeps them.
CREATE TABLE command_side.scheduled_task (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_task_execution_time ON command_side.scheduled_task (execution_time);
CREATE INDEX scheduled_task_last_heartbeat ON command_side.scheduled_task (last_heartbeat);
