-- The doors of this ledger, one for each process that has one: up to which event each has heard of changes, and until when
-- it may decide without having heard of more. Who changes something waits for all of them before it says so.
CREATE TABLE command_side.door (
    process uuid        PRIMARY KEY,
    seen    bigint      NOT NULL,
    until   timestamptz NOT NULL
);
