-- A copy of the listing collects the last uses here and applies them when all keys are written. The live table stays empty.
CREATE TABLE query_side.token_listing_use_v1 (
    place    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_id uuid        NOT NULL,
    at       timestamptz NOT NULL,
    ip       inet,
    agent    text
);
SELECT query_side.restart_copies();
