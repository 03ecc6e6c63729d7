-- Requests of the last 24 hours that carried an Idempotency-Key. Not a read model: it says what was answered.
CREATE TABLE query_side.request (
    account_id  uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    status      integer,
    answer      text,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX request_recorded_at ON query_side.request (recorded_at);

-- The last position of the batch that is being delivered, so that a redelivered batch keeps its id and content.
ALTER TABLE query_side.sink ADD COLUMN batch_end bigint;
