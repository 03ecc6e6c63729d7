-- The key-encryption key that wraps new subject keys. The key itself is in a file, never here.
CREATE TABLE events.key_encryption_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       text    NOT NULL
);

-- One key for each data subject: an account, a case, a bulk operation, or a calendar month. It encrypts the personal texts
-- of all events about the subject. Its destruction erases them; the row remains, so that no key is made a second time.
CREATE TABLE events.subject_key (
    subject      text        PRIMARY KEY,
    wrapped      text,       -- AES-256-GCM with the key-encryption key, in Base64; null if destroyed
    wrapped_by   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX subject_key_wrapped_by ON events.subject_key (wrapped_by) WHERE wrapped IS NOT NULL;
CREATE INDEX subject_key_destroyed ON events.subject_key (destroyed_at) WHERE destroyed_at IS NOT NULL;
