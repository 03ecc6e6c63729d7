-- What was done with a credential besides using it: changes, reads and exports. Such entries are few beside the uses of a key,
-- so these indexes cost a use nothing. Their condition is AuditActions.NO_USE.
CREATE INDEX audit_trail_v2_actor_key ON query_side.audit_trail_v2 (actor_key_id, place)
    WHERE actor_key_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v2_token_change ON query_side.audit_trail_v2 (token_id, place)
    WHERE token_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v2_owner_change ON query_side.audit_trail_v2 (owner_id, place)
    WHERE owner_id IS NOT NULL AND action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');
CREATE INDEX audit_trail_v2_change ON query_side.audit_trail_v2 (place)
    WHERE action NOT IN
        ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged');

-- Every secret that a key ever had, by its digest, so that a found value is recognized after its rotation or deletion. The
-- history is written anew from the first event.
TRUNCATE query_side.token_history_v1, query_side.token_last_use_v1, query_side.account_history_v1,
    query_side.member_history_v1, query_side.workspace_history_v1, query_side.assignment_history_v1;
DELETE FROM events.tracking_token WHERE processor_name = 'history';
CREATE TABLE query_side.token_secret_v1 (
    token_id     uuid        NOT NULL,
    generation   integer     NOT NULL,
    digest       text        NOT NULL,
    worked_from  timestamptz NOT NULL,
    worked_until timestamptz, -- the end of its retention, or the deletion of its key; null for the current secret
    PRIMARY KEY (token_id, generation)
);
CREATE INDEX token_secret_v1_digest ON query_side.token_secret_v1 (digest);
