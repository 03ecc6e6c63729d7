-- The last run that gave notices, in any process, and whether its messages were accepted. Not a read model.
CREATE TABLE query_side.notice_run (
    only_row      boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    completed_at  timestamptz NOT NULL,
    failing_since timestamptz,             -- null while messages are accepted
    rejections    integer     NOT NULL     -- since the last message that was accepted
);
