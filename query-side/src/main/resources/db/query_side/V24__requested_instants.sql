-- The instant that the caller of a sandbox named. The column as_of has the time of the last event that was applied.
ALTER TABLE query_side.replay ADD COLUMN requested_at timestamptz;
