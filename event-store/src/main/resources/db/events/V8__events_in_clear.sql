-- Events of revision 1 have their personal texts in clear. The ledger encrypts them, and by this index finds those that are
-- left. It has no entry in a store that began with revision 2.
CREATE INDEX domain_event_in_clear ON events.domain_event (global_index) WHERE revision = '1';

-- The same for snapshots of keys: encrypted ones have a revision.
CREATE INDEX snapshot_in_clear ON events.snapshot (aggregate_id)
    WHERE aggregate_type = 'PersonalAccessToken' AND revision IS NULL;
