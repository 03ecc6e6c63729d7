-- Whom OpenID Connect providers call by which subject. Nothing else matches an account: names and addresses change hands.
CREATE TABLE command_side.identity (
    issuer     text NOT NULL,
    subject    text NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (issuer, subject)
);
