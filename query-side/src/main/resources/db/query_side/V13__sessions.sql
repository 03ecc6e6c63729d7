-- Sessions of each account: those that had not expired by its last sign-in. One that has ended stays until then, so that
-- ending it again is known to have been done.
CREATE TABLE query_side.session_v1 (
    jti        text        PRIMARY KEY,
    account_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ip         text        NOT NULL,
    user_agent text,
    ended      boolean     NOT NULL,
    position   bigint      NOT NULL
);
CREATE INDEX session_account_v1 ON query_side.session_v1 (account_id, position);

-- Items of the feed about one API token, and about all sessions of an account. Older followers read min_generation as a
-- number and api_key_id and account_id as what it is about, so for these items it is 0 and the feed names neither.
ALTER TABLE query_side.revocation_v1
    ADD COLUMN jti                    text,
    ADD COLUMN expires_at             timestamptz,
    ADD COLUMN min_session_generation integer;
