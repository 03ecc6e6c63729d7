-- How far the trail has been delivered to each sink. Not a read model: it says what was done, not what the events say.
CREATE TABLE query_side.sink (
    name         text        PRIMARY KEY,
    position     bigint      NOT NULL DEFAULT 0, -- of the last entry that was delivered
    delivered_at timestamptz,
    failures     integer     NOT NULL DEFAULT 0, -- in a row
    problem      text
);
