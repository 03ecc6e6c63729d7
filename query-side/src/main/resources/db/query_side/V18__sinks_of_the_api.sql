-- Sinks that were added through the API, as their events say. A removed one stays, so that its leftovers can be told from
-- those of a sink whose event is not applied yet. What was delivered is in query_side.sink, under the id as its name.
CREATE TABLE query_side.managed_sink_v1 (
    sink_id        uuid    PRIMARY KEY,
    name           text    NOT NULL,
    type           text    NOT NULL,
    target         text    NOT NULL,
    format         text    NOT NULL,
    start_position bigint  NOT NULL, -- delivery starts after it
    paused         boolean NOT NULL,
    removed        boolean NOT NULL,
    position       bigint  NOT NULL  -- of the last event about it
);
