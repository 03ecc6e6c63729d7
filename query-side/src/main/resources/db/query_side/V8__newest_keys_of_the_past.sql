-- A page of the past skips the keys that were made since: with the range in the index it need not look at their rows.
CREATE INDEX token_history_v1_newest_then
    ON query_side.token_history_v1 (created_at DESC, token_id DESC, valid_from, valid_to);
DROP INDEX query_side.token_history_v1_newest;
