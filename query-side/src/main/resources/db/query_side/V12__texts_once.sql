-- The audit trail keeps user agents and targets once, beside the text that a search reads. It is written anew from the first
-- event, as in V5.
TRUNCATE query_side.audit_trail_v2, query_side.audit_trail_organization_v2, query_side.audit_trail_member_v2,
    query_side.audit_trail_text_v2, query_side.audit_trail_slot_v2;
DELETE FROM events.tracking_token WHERE processor_name = 'audit-trail';
-- A digest of 64 bits was enough for a search. Now an entry's agent is found by it, so two texts must not have the same one.
ALTER TABLE query_side.audit_trail_v2 DROP COLUMN user_agent, ALTER COLUMN text_hash TYPE uuid USING NULL;
ALTER TABLE query_side.audit_trail_text_v2
    ALTER COLUMN text_hash TYPE uuid USING NULL,
    ADD COLUMN user_agent text,
    ADD COLUMN target     text; -- also in data, when it is read
ALTER TABLE query_side.audit_trail_text_v2 RENAME COLUMN text TO words; -- all others that a search looks through

-- Uses that were counted together past a limit. Reports must name them, because some may have been of their subject.
CREATE INDEX audit_trail_v2_aggregated ON query_side.audit_trail_v2 (last_at)
    WHERE data ->> 'aggregated' IS NOT NULL;

-- Such uses may have come from several networks.
ALTER TABLE query_side.token_last_use_v1 ALTER COLUMN ip DROP NOT NULL;

-- Agents are told apart by a digest: each was kept twice here, in the row and in the index.
UPDATE query_side.signal_sighting_v1
SET what = left(encode(sha256(convert_to(what, 'UTF8')), 'hex'), 32) WHERE kind = 'agent';
