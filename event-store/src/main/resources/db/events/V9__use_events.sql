-- Uses of credentials: nearly all events. Nothing reads them but in the order of their positions, and they lose their worth with
-- time. So they have typed columns, and partitions that can be dropped as a whole.
-- A null costs nothing, so a time is null if it equals the one before it. Columns are in the order of their alignment, and some
-- values are letters, because a billion rows have them.
CREATE TABLE events.use_event (
    position          bigint      NOT NULL,
    recorded_at       timestamptz NOT NULL,
    first_at          timestamptz,       -- null: recorded_at
    last_at           timestamptz,       -- null: first_at
    minted_issued_at  timestamptz,
    minted_expires_at timestamptz,
    count             bigint,            -- null: 1
    generation        integer,           -- null for a refused use
    channel           "char"      NOT NULL, -- bearer, exchange, forward_auth, introspection, revocation, workspace
    credential        "char",            -- k: api_key, t: api_token; null for a refused use
    refusal           "char",            -- account_inactive, deactivated, expired, malformed, no_access, policy, retired,
                                         -- unknown, wrong_audience; s: wrong_secret, t: api_token_expired, v: revoked, x: deleted
    event_id          uuid        NOT NULL,
    token_id          uuid,
    owner_id          uuid,
    jti               uuid,
    minted_jti        uuid,
    minted_audience   uuid,
    request_id        uuid,              -- the correlation id, if it is a UUID
    correlation_id    text,              -- any other correlation id
    fingerprint       text,
    subject_key       text,              -- key of the personal texts; null: that of the owner
    personal          bytea       NOT NULL, -- address, user agent and target in AES-256-GCM; empty if they were not stored
    PRIMARY KEY (position),
    CHECK ((refusal IS NULL) = (generation IS NOT NULL))
) PARTITION BY RANGE (position);
CREATE TRIGGER tell_appended AFTER INSERT ON events.use_event
    FOR EACH STATEMENT EXECUTE FUNCTION events.tell_appended();

-- The partitions. Each begins where the one before it ends.
CREATE TABLE events.use_partition (
    first_position bigint PRIMARY KEY,
    end_position   bigint NOT NULL UNIQUE, -- the first position behind it
    CHECK (first_position < end_position)
);

-- An event's id is unique within its partition: an append that is repeated because its answer was lost finds it there.
CREATE FUNCTION events.create_use_partition(first_position bigint, end_position bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := 'use_event_' || first_position;
BEGIN
    EXECUTE format('CREATE TABLE events.%I (LIKE events.use_event INCLUDING ALL, UNIQUE (event_id))', name);
    EXECUTE format('ALTER TABLE events.use_event ATTACH PARTITION events.%I FOR VALUES FROM (%s) TO (%s)',
                   name, first_position, end_position);
    INSERT INTO events.use_partition VALUES (first_position, end_position);
END $$;

-- Creates partitions of a size until the last one ends behind a position. Returns that end.
CREATE FUNCTION events.require_use_partition("position" bigint, size bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    reached bigint;
BEGIN
    SELECT coalesce(max(end_position), 0) INTO reached FROM events.use_partition;
    IF reached <= "position" THEN
        PERFORM pg_advisory_xact_lock(7520115); -- another process may create them
        SELECT coalesce(max(end_position), 0) INTO reached FROM events.use_partition;
    END IF;
    WHILE reached <= "position" LOOP
        PERFORM events.create_use_partition(reached, reached + size);
        reached := reached + size;
    END LOOP;
    RETURN reached;
END $$;

-- Every event, without its content.
CREATE VIEW events.any_event AS
SELECT global_index AS position, event_id, event_type, recorded_at::timestamptz AS recorded_at
FROM events.domain_event
UNION ALL
SELECT position, event_id::text, CASE WHEN refusal IS NULL THEN 'token.used' ELSE 'token.use_refused' END, recorded_at
FROM events.use_event;
