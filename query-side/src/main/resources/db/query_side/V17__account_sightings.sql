-- When each account was first seen, and from which networks: by its sign-ins, and by the uses of its keys. The signals are
-- raised again from the first event, because this table needs the sign-ins of the past. The earlier kinds give the same signals.
TRUNCATE query_side.signal_judged_v1, query_side.signal_sighting_v1, query_side.signal_count_v1, query_side.signal_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'signals';

CREATE TABLE query_side.signal_account_v1 (
    account_id     uuid        NOT NULL,
    network        text        NOT NULL, -- a /24 or a /64; empty for the first sighting from any network
    first_position bigint      NOT NULL,
    first_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, network)
);

-- The signals of each key, or of each address or account if no key is known.
CREATE INDEX signal_v1_subject ON query_side.signal_v1
    ((coalesce(token_id::text, host(ip), owner_id::text)), position, kind);
-- The rate of each kind in the last days.
CREATE INDEX signal_v1_raised_at ON query_side.signal_v1 (raised_at, kind);
