-- Read models can be dropped and rebuilt from the first event at any time. Each carries its version in its name.

CREATE TABLE query_side.token_listing_v1 (
    token_id              uuid        PRIMARY KEY,
    owner_id              uuid        NOT NULL,
    name                  text        NOT NULL,
    description           text,
    active                boolean     NOT NULL,
    deleted               boolean     NOT NULL,
    created_at            timestamptz NOT NULL,
    created_by_key        uuid,
    expires_at            timestamptz,
    rotated_at            timestamptz,
    retain_period_minutes integer     NOT NULL,
    retained_until        timestamptz,
    generation            integer     NOT NULL,
    last_used_at          timestamptz,
    last_used_ip          inet,
    last_used_agent       text,
    version               bigint      NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX token_listing_v1_newest ON query_side.token_listing_v1 (created_at DESC, token_id DESC);
CREATE INDEX token_listing_v1_owner ON query_side.token_listing_v1 (owner_id, created_at DESC, token_id DESC);
CREATE INDEX token_listing_v1_expiry ON query_side.token_listing_v1 (coalesce(expires_at, 'infinity'), token_id);

CREATE TABLE query_side.account_listing_v1 (
    account_id uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    username   text        NOT NULL,
    name       text        NOT NULL,
    email      text,
    roles      text[]      NOT NULL,
    active     boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    version    bigint      NOT NULL
);
CREATE INDEX account_listing_v1_username ON query_side.account_listing_v1 (username, account_id);

-- One row an event. The position is the event's own, so that a repeated or replayed event is the same row.
CREATE TABLE query_side.audit_trail_v1 (
    position       bigint      PRIMARY KEY,
    event_id       uuid        NOT NULL,
    recorded_at    timestamptz NOT NULL,
    action         text        NOT NULL,
    outcome        text        NOT NULL,
    reason         text,
    actor_id       uuid,
    actor_key_id   uuid,
    session_id     text,
    owner_id       uuid,
    token_id       uuid,
    ip             inet,
    user_agent     text,
    correlation_id text,
    count          bigint      NOT NULL,
    first_at       timestamptz NOT NULL,
    last_at        timestamptz NOT NULL,
    data           jsonb       NOT NULL
);
CREATE INDEX audit_trail_v1_token ON query_side.audit_trail_v1 (token_id, position) WHERE token_id IS NOT NULL;

-- Binds a cursor to this ledger; a cursor made up elsewhere is refused.
CREATE TABLE query_side.cursor_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    key      text    NOT NULL DEFAULT gen_random_uuid()::text || gen_random_uuid()::text
);
INSERT INTO query_side.cursor_key DEFAULT VALUES;
