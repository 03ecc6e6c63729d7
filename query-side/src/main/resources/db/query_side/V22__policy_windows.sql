-- A simulation starts at its window: the first finds the window, the second what happened before to the accounts in it.
CREATE INDEX policy_event_v1_recorded ON query_side.policy_event_v1 (recorded_at) INCLUDE (position);
CREATE INDEX policy_event_v1_account ON query_side.policy_event_v1 (owner_id, position) WHERE token_id IS NULL;
