-- The uses of each key by UTC day, network and channel. They are the rows that remain of a day when its entries are dropped from
-- the audit trail. A policy simulation sums them instead of reading each use.
CREATE TABLE query_side.token_use_day_v1 (
    token_id    uuid        NOT NULL,
    day         date        NOT NULL, -- of the first use of each entry, in UTC
    generation  integer     NOT NULL, -- 0 for refused uses
    network     inet        NOT NULL, -- an IPv4 address or an IPv6 /64; :: for uses that were counted without their address
    channel     text        NOT NULL,
    outcome     text        NOT NULL,
    uses        bigint      NOT NULL,
    entries     bigint      NOT NULL,
    first_place bigint      NOT NULL,
    last_place  bigint      NOT NULL,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    last_day    date        NOT NULL GENERATED ALWAYS AS ((last_at AT TIME ZONE 'UTC')::date) STORED
) WITH (fillfactor = 90);
INSERT INTO query_side.token_use_day_v1
SELECT token_id, (first_at AT TIME ZONE 'UTC')::date, coalesce((data ->> 'generation')::integer, 0),
       CASE WHEN ip IS NULL THEN '::' WHEN family(ip) = 4 THEN ip ELSE network(set_masklen(ip, 64)) END,
       data ->> 'channel', outcome, sum(count), count(*), min(place), max(place),
       min(least(first_at, last_at)), max(greatest(first_at, last_at))
FROM query_side.audit_trail_v2
WHERE action IN ('token.used', 'token.use_refused') AND token_id IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6;
ALTER TABLE query_side.token_use_day_v1 ADD PRIMARY KEY (token_id, day, generation, network, channel, outcome);
-- Nearly always empty. A suspended process counts uses before and after its suspension in one entry.
CREATE INDEX token_use_day_v1_long ON query_side.token_use_day_v1 (last_day, day) WHERE last_day > day + 1;

-- The uses of each key that followed at least a day without one. A simulation of max_idle_days needs only these.
CREATE TABLE query_side.token_idle_period_v1 (
    position    bigint      NOT NULL, -- of the use that ended it
    token_id    uuid        NOT NULL,
    previous_at timestamptz,          -- the last use before it; null for the first use of the key
    used_at     timestamptz NOT NULL
);
INSERT INTO query_side.token_idle_period_v1
SELECT position, token_id, previous_at, used_at
FROM (SELECT position, token_id, used_at, lag(used_at) OVER (PARTITION BY token_id ORDER BY position) AS previous_at
      FROM query_side.token_last_use_v1) u
WHERE previous_at IS NULL OR used_at >= previous_at + interval '24 hours' ORDER BY position;
ALTER TABLE query_side.token_idle_period_v1 ADD PRIMARY KEY (position);

ANALYZE query_side.token_use_day_v1;
ANALYZE query_side.token_idle_period_v1;
