-- Up to which event these tables are known to be complete, where the events are kept elsewhere: from here on a process that
-- starts takes in what an earlier one may have appended without having written it here.
CREATE TABLE command_side.look_up_position (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint  NOT NULL
);
