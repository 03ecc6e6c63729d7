-- Notices about deadlines of keys, as their events say. Each is recorded once, so that no person is told twice.
CREATE TABLE query_side.notice_v1 (
    token_id    uuid        NOT NULL,
    kind        text        NOT NULL, -- expiry, retention_end or idle_deactivation
    deadline    timestamptz NOT NULL, -- from which the key or its previous value no longer works
    days_before integer     NOT NULL, -- from how many days before the deadline the notice is due
    raised_at   timestamptz NOT NULL,
    organization_id uuid,             -- whose policy deactivates an idle key
    position    bigint      NOT NULL,
    PRIMARY KEY (token_id, kind, deadline, days_before)
);
CREATE INDEX notice_v1_deadline ON query_side.notice_v1 (deadline);

-- Which notice each recipient was sent, or could not be sent.
CREATE TABLE query_side.notice_delivery_v1 (
    position     bigint      PRIMARY KEY,
    recipient_id uuid        NOT NULL,
    token_id     uuid        NOT NULL,
    kind         text        NOT NULL, -- as above, or signal
    deadline     timestamptz NOT NULL, -- or the time of the signal
    days_before  integer     NOT NULL,
    summary      boolean     NOT NULL, -- part of a weekly summary
    problem      text,                 -- null if the notice was sent
    address      text        NOT NULL, -- SHA-256 of the address, in hexadecimal digits
    recorded_at  timestamptz NOT NULL
);
CREATE INDEX notice_delivery_v1_recipient ON query_side.notice_delivery_v1 (recipient_id, recorded_at);
CREATE INDEX notice_delivery_v1_address ON query_side.notice_delivery_v1 (address, recorded_at);
CREATE INDEX notice_delivery_v1_token ON query_side.notice_delivery_v1 (token_id, recipient_id);

-- What accounts chose. An account without a row receives everything.
CREATE TABLE query_side.notice_preference_v1 (
    account_id uuid    PRIMARY KEY,
    deadlines  boolean NOT NULL,
    signals    boolean NOT NULL,
    summaries  boolean NOT NULL,
    position   bigint  NOT NULL
);

-- The calendar feed of an account. A removed one keeps its row, so that an event that is delivered again changes nothing.
CREATE TABLE query_side.calendar_feed_v1 (
    account_id uuid        PRIMARY KEY,
    digest     text,                  -- of the secret in its URL; null if the feed was removed
    reset_at   timestamptz NOT NULL,
    position   bigint      NOT NULL
);
CREATE UNIQUE INDEX calendar_feed_v1_digest ON query_side.calendar_feed_v1 (digest);

-- Which process gives notices, and until when the others leave them to it. Not a read model.
CREATE TABLE query_side.notice_claim (
    only_row      boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    claimed_by    uuid        NOT NULL,
    claimed_until timestamptz NOT NULL
);

-- The search for keys whose previous value stops working soon.
CREATE INDEX token_listing_v1_retained ON query_side.token_listing_v1 (retained_until) WHERE retained_until IS NOT NULL;
