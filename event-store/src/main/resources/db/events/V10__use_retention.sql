-- Uses are dropped after their retention, month by month. Uses that a legal hold or an organization keeps stay in their partition.
ALTER TABLE events.use_partition
    ADD COLUMN checked_before timestamptz, -- uses that ended before it have been looked for; null: none
    ADD COLUMN dropped_before timestamptz, -- uses that ended before it were dropped; null: none
    ADD COLUMN dropped_at timestamptz;     -- the partition itself was dropped; null: it exists

-- Deletes the rows of a partition that belong to dropped uses: all before a position, except those in the temporary table
-- kept_use. Readers keep their snapshots, and wait for nothing. The space is free when the empty partition is dropped.
CREATE FUNCTION events.drop_use_rows(partition regclass, "end" bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DELETE FROM %s r WHERE position < $1
                    AND NOT EXISTS (SELECT FROM pg_temp.kept_use k WHERE k.position = r.position)', partition) USING "end";
END $$;

-- Names the columns of the table of partitions, which has more of them now.
CREATE OR REPLACE FUNCTION events.create_use_partition(first_position bigint, end_position bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text := 'use_event_' || first_position;
BEGIN
    EXECUTE format('CREATE TABLE events.%I (LIKE events.use_event INCLUDING ALL, UNIQUE (event_id))', name);
    EXECUTE format('ALTER TABLE events.use_event ATTACH PARTITION events.%I FOR VALUES FROM (%s) TO (%s)',
                   name, first_position, end_position);
    INSERT INTO events.use_partition (first_position, end_position) VALUES (first_position, end_position);
END $$;

-- Drops a partition without rows; false if it has some. Takes the lock of the parent first, as readers do.
CREATE FUNCTION events.drop_empty_partition(parent regclass, partition regclass) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    has_rows boolean;
BEGIN
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', partition);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', partition) INTO has_rows;
    IF NOT has_rows THEN
        EXECUTE format('DROP TABLE %s', partition);
    END IF;
    RETURN NOT has_rows;
END $$;
