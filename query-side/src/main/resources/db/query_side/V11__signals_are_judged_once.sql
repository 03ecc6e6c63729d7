-- Up to which event uses have been judged. One that is delivered again must not be judged by what came after it.
CREATE TABLE query_side.signal_judged_v1 (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint  NOT NULL
);
