-- Which process works on a replay, and until when the others leave it alone; it says so again and again.
ALTER TABLE query_side.replay
    ADD COLUMN claimed_by    uuid,
    ADD COLUMN claimed_until timestamptz;
