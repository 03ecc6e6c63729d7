-- What deserves a look, each with the events behind it; and what must be known of a key to tell.
CREATE TABLE query_side.signal_v1 (
    position  bigint      NOT NULL, -- of the event that raised it
    kind      text        NOT NULL,
    raised_at timestamptz NOT NULL,
    token_id  uuid,
    owner_id  uuid,
    ip        inet,
    reason    text        NOT NULL,
    evidence  bigint[]    NOT NULL, -- positions of the events behind it
    PRIMARY KEY (position, kind)
);
CREATE INDEX signal_v1_kind ON query_side.signal_v1 (kind, position);
CREATE INDEX signal_v1_token ON query_side.signal_v1 (token_id, position) WHERE token_id IS NOT NULL;
CREATE INDEX signal_v1_owner ON query_side.signal_v1 (owner_id, position) WHERE owner_id IS NOT NULL;

-- Times are kept to ten minutes: a use that comes sooner than that after the last changes nothing.
CREATE TABLE query_side.signal_sighting_v1 (
    token_id       uuid        NOT NULL,
    kind           text        NOT NULL, -- token, network or agent
    what           text        NOT NULL,
    first_position bigint      NOT NULL,
    first_at       timestamptz NOT NULL,
    last_position  bigint      NOT NULL,
    last_at        timestamptz NOT NULL,
    PRIMARY KEY (token_id, kind, what)
) WITH (fillfactor = 80);
CREATE INDEX signal_sighting_v1_networks ON query_side.signal_sighting_v1 (last_at, token_id) WHERE kind = 'network';

-- When a signal was last raised for a key or an address, and what is counted for the next.
CREATE TABLE query_side.signal_count_v1 (
    subject        text        NOT NULL,
    kind           text        NOT NULL,
    since          timestamptz NOT NULL,
    first_position bigint      NOT NULL,
    count          bigint      NOT NULL,
    PRIMARY KEY (subject, kind)
) WITH (fillfactor = 80);
