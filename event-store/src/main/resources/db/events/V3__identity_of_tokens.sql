-- By what Axon Server tells the tokens of one ledger from those of another. Two processes that started at the same time would
-- both make it, and the second would fail.
INSERT INTO events.tracking_token (processor_name, segment, token, token_type, updated_at)
VALUES (
    '__config', 0, convert_to('{"config":{"id":"' || gen_random_uuid() || '"}}', 'UTF8'),
    'org.axonframework.eventhandling.tokenstore.ConfigToken',
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
ON CONFLICT DO NOTHING;
