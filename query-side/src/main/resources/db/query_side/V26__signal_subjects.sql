-- Whose data a row is, so that an erasure finds it. The signals are detected again, from the first event.
TRUNCATE query_side.signal_account_v1, query_side.signal_judged_v1, query_side.signal_sighting_v1, query_side.signal_count_v1,
    query_side.signal_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'signals';
ALTER TABLE query_side.signal_sighting_v1 ADD COLUMN owner_id uuid NOT NULL;
ALTER TABLE query_side.signal_count_v1 ADD COLUMN owner_id uuid;
ALTER TABLE query_side.signal_v1 ADD COLUMN actor_id uuid;
