-- The last event that was counted: one that is delivered again is not counted again.
ALTER TABLE query_side.signal_count_v1 ADD COLUMN last_position bigint NOT NULL DEFAULT 0;
