-- Signals no longer depend on uses of earlier months, because these may be dropped. The signals are detected again, from the first
-- event.
TRUNCATE query_side.signal_account_v1, query_side.signal_judged_v1, query_side.signal_sighting_v1, query_side.signal_count_v1,
    query_side.signal_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'signals';

-- Creates the partitions of these tables that the positions of a batch need, in the current schema. Returns the end of the last one
-- of them: partitions of uses that follow it already exist, but these tables do not have them yet. Entries of dropped partitions of
-- uses do not exist, but each key still has its last use there.
CREATE OR REPLACE FUNCTION query_side.require_use_partitions(first bigint, last bigint, VARIADIC tables text[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    part record;
BEGIN
    PERFORM events.require_use_partition(last, 10000000);
    FOR part IN
        SELECT p.first_position, p.end_position, t.name AS parent, t.name || '_' || p.first_position AS name
        FROM events.use_partition p, unnest(tables) AS t (name)
        WHERE p.end_position > first AND p.first_position <= last AND (p.dropped_at IS NULL OR t.name LIKE 'token\_last\_use%')
          AND to_regclass(format('%I.%I', current_schema(), t.name || '_' || p.first_position)) IS NULL
    LOOP
        EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL)', current_schema(), part.name, part.parent);
        EXECUTE format('ALTER TABLE %1$I.%2$I ATTACH PARTITION %1$I.%3$I FOR VALUES FROM (%4$s) TO (%5$s)',
                       current_schema(), part.parent, part.name, part.first_position, part.end_position);
    END LOOP;
    RETURN (SELECT end_position FROM events.use_partition p WHERE p.first_position <= last AND p.end_position > last);
END $$;

-- How long an organization keeps uses at least, in days; null: as long as the ledger keeps all.
ALTER TABLE query_side.organization_listing_v1 ADD COLUMN min_use_retention_days integer;
