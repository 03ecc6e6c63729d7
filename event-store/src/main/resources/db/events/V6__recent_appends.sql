-- The last changes that were sent to a store of events that is not this database. Such a store may lose what it has just
-- confirmed, if its machine loses power: then an aggregate ends before the number that stands here.
CREATE TABLE events.recent_append (
    aggregate_id    text        PRIMARY KEY,
    sequence_number bigint      NOT NULL,
    appended_at     timestamptz NOT NULL
);
