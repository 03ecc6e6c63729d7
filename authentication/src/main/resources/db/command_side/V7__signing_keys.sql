-- Which signing keys the processes of this ledger use, so that one with another folder notices. Public parts only: the keys
-- themselves are on disk, and a dump of this table signs nothing.
CREATE TABLE command_side.key_folder (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id          uuid NOT NULL DEFAULT gen_random_uuid(), -- a new one whenever an operator gives the keys up
    fingerprint text NOT NULL                            -- of a fixed text, under the folder's fingerprint key
);

CREATE TABLE command_side.signing_key (
    kid     text PRIMARY KEY,     -- thumbprint (RFC 7638); of a shared secret, a fingerprint
    used_at timestamptz NOT NULL  -- when a process last had it for its current key
);
