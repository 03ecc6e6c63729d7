-- Refused uses of unknown keys are counted by address and month, and those without a key by account. The signals are detected again,
-- from the first event.
TRUNCATE query_side.signal_account_v1, query_side.signal_judged_v1, query_side.signal_sighting_v1, query_side.signal_count_v1,
    query_side.signal_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'signals';
