-- Legal holds, also released ones.
CREATE TABLE command_side.legal_hold (
    hold_id     uuid        PRIMARY KEY,
    subject     text        NOT NULL, -- token, account or organization
    subject_id  uuid        NOT NULL,
    reason      text        NOT NULL,
    placed_at   timestamptz NOT NULL,
    placed_by   uuid,
    released_at timestamptz,          -- null while the hold is in force
    released_by uuid,
    version     bigint      NOT NULL
);
CREATE INDEX legal_hold_in_force ON command_side.legal_hold (subject_id) WHERE released_at IS NULL;

-- Accounts that have left an organization. A row stays, also if the account joins again.
CREATE TABLE command_side.past_member (
    account_id      uuid NOT NULL,
    organization_id uuid NOT NULL,
    PRIMARY KEY (account_id, organization_id)
);

-- Those who left before. With Axon Server the table of events is empty here, and rebuild-tables restores them.
INSERT INTO command_side.past_member (account_id, organization_id)
SELECT DISTINCT (payload::jsonb ->> 'accountId')::uuid, (payload::jsonb ->> 'organizationId')::uuid
FROM events.domain_event WHERE event_type = 'organization.member_removed';
