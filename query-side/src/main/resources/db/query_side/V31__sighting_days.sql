-- The index on the time of the last use changed with nearly every use, so each update of a row wrote all its indexes again. A day
-- changes once a day.
ALTER TABLE query_side.signal_sighting_v1
    ADD COLUMN last_day date NOT NULL GENERATED ALWAYS AS ((last_at AT TIME ZONE 'UTC')::date) STORED;
DROP INDEX query_side.signal_sighting_v1_networks;
CREATE INDEX signal_sighting_v1_networks ON query_side.signal_sighting_v1 (last_day, token_id) WHERE kind = 'network';

-- For migrations that change the columns of a read model: copies that a replay or a sandbox has built begin again with the new ones.
CREATE FUNCTION query_side.restart_copies() RETURNS void LANGUAGE sql AS $$
    UPDATE query_side.replay
    SET state = 'running', position = 0, as_of = NULL, events_done = 0, problem = NULL, ended_at = NULL,
        claimed_by = NULL, claimed_until = NULL
    WHERE state = 'running' OR kind = 'sandbox'
$$;
SELECT query_side.restart_copies();
