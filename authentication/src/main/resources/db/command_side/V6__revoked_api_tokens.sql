-- API tokens that were ended before their expiry, until they and all that were exchanged for them have expired anyway.
-- Every process keeps them in memory, so a use asks no table.
CREATE TABLE command_side.revoked_api_token (
    jti            text        PRIMARY KEY,
    account_id     uuid        NOT NULL,
    key_id         uuid,
    remember_until timestamptz NOT NULL
);
CREATE INDEX revoked_api_token_account ON command_side.revoked_api_token (account_id, remember_until);
CREATE INDEX revoked_api_token_remember_until ON command_side.revoked_api_token (remember_until);
