-- Positions are given out in the order in which transactions commit: who appends holds this lock until its commit.
-- Without it a reader that has seen position 9 could miss position 8, which commits later.
CREATE SEQUENCE events.position;
CREATE FUNCTION events.next_position() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7520113);
    RETURN nextval('events.position');
END $$;

-- The ledger itself. Rows are only ever inserted.
CREATE TABLE events.domain_event (
    global_index    bigint NOT NULL DEFAULT events.next_position() PRIMARY KEY,
    event_id        text   NOT NULL,
    aggregate_id    text   NOT NULL,
    sequence_number bigint NOT NULL,
    aggregate_type  text,
    recorded_at     text   NOT NULL,
    event_type      text   NOT NULL,
    revision        text,
    payload         text   NOT NULL,
    metadata        text   NOT NULL,
    -- An event of no aggregate is the first of a stream that bears its own id, so this holds for the ids of uses too.
    CONSTRAINT domain_event_sequence_once UNIQUE (aggregate_id, sequence_number)
);

-- Short cuts through long histories; may be deleted at any time.
CREATE TABLE events.snapshot (
    event_id        text   NOT NULL UNIQUE,
    aggregate_id    text   NOT NULL,
    sequence_number bigint NOT NULL,
    aggregate_type  text   NOT NULL,
    recorded_at     text   NOT NULL,
    event_type      text   NOT NULL,
    revision        text,
    payload         text   NOT NULL,
    metadata        text   NOT NULL,
    PRIMARY KEY (aggregate_id, sequence_number)
);

-- How far each event processor has come.
CREATE TABLE events.tracking_token (
    processor_name text    NOT NULL,
    segment        integer NOT NULL,
    token          bytea,
    token_type     text,
    updated_at     text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);
