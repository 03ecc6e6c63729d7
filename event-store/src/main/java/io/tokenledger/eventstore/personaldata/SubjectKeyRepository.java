package io.tokenledger.eventstore.personaldata;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of wrapped subject keys, and the id of the key-encryption key that wraps new ones. */
final class SubjectKeyRepository {
    private final JdbcClient jdbc;

    SubjectKeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row.
     *
     * @param wrapped the wrapped key in Base64; null if it was destroyed
     * @param wrappedBy id of the key-encryption key
     */
    record Row(@Nullable String wrapped, String wrappedBy) {}

    Optional<Row> find(String subject) {
        return jdbc.sql("SELECT wrapped, wrapped_by FROM events.subject_key WHERE subject = ?")
                .param(subject)
                .query((row, number) -> new Row(row.getString("wrapped"), row.getString("wrapped_by")))
                .optional();
    }

    /** The rows of these subjects, by subject. */
    Map<String, Row> findAll(Collection<String> subjects) {
        Map<String, Row> found = new HashMap<>();
        jdbc.sql("SELECT subject, wrapped, wrapped_by FROM events.subject_key WHERE subject = ANY (?)")
                .param(subjects.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("subject"), new Row(row.getString("wrapped"), row.getString("wrapped_by")));
                });
        return found;
    }

    /** Inserts a key unless the subject has one, also a destroyed one. */
    void insert(String subject, String wrapped, String wrappedBy) {
        jdbc.sql("""
                        INSERT INTO events.subject_key (subject, wrapped, wrapped_by) VALUES (?, ?, ?)
                        ON CONFLICT (subject) DO NOTHING""").params(subject, wrapped, wrappedBy).update();
    }

    /** The id of the key-encryption key that wraps new keys; empty before the first start. */
    Optional<String> currentKeyEncryptionKey() {
        return jdbc.sql("SELECT id FROM events.key_encryption_key")
                .query(String.class)
                .optional();
    }

    /** Registers the first key-encryption key unless another process has registered one. */
    void registerKeyEncryptionKey(String id) {
        jdbc.sql("INSERT INTO events.key_encryption_key (id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(id)
                .update();
    }

    /** Another key-encryption key than this one that wraps a subject key, from an interrupted rotation; empty if there is none. */
    Optional<String> otherKeyEncryptionKey(String current) {
        return jdbc.sql(
                        "SELECT wrapped_by FROM events.subject_key WHERE wrapped IS NOT NULL AND wrapped_by <> ? LIMIT 1")
                .param(current)
                .query(String.class)
                .optional();
    }

    /** Deletes the subject keys that only this key-encryption key could unwrap. */
    int deleteWrappedBy(String lost) {
        return jdbc.sql("DELETE FROM events.subject_key WHERE wrapped_by = ? AND wrapped IS NOT NULL")
                .param(lost)
                .update();
    }

    /** Replaces a lost key-encryption key, and deletes the subject keys that only it could unwrap. */
    int replaceLost(String lost, String id) {
        return jdbc.sql("""
                        WITH replaced AS (UPDATE events.key_encryption_key SET id = :id WHERE id = :lost RETURNING id)
                        DELETE FROM events.subject_key
                        WHERE wrapped_by = :lost AND wrapped IS NOT NULL AND EXISTS (SELECT FROM replaced)""").param("id", id).param("lost", lost).update();
    }

    /** A wrapped key of a subject. */
    record Wrapped(String subject, String wrapped, String wrappedBy) {}

    /** Whether a key is wrapped by another key-encryption key than this one. */
    boolean hasKeysOfOthers(String keyId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM events.subject_key WHERE wrapped IS NOT NULL AND wrapped_by <> ?)")
                .param(keyId)
                .query(Boolean.class)
                .single();
    }

    /** Keys that are wrapped by other key-encryption keys. Waits for their locks, so that none is missed. */
    List<Wrapped> lockKeysOfOthers(String keyId, int most) {
        return jdbc.sql("""
                        SELECT subject, wrapped, wrapped_by FROM events.subject_key
                        WHERE wrapped IS NOT NULL AND wrapped_by <> ? ORDER BY subject LIMIT ? FOR UPDATE""")
                .params(keyId, most)
                .query((row, number) ->
                        new Wrapped(row.getString("subject"), row.getString("wrapped"), row.getString("wrapped_by")))
                .list();
    }

    void rewrap(List<Wrapped> keys, String keyId) {
        jdbc.sql("""
                        UPDATE events.subject_key k SET wrapped = n.wrapped, wrapped_by = ?
                        FROM unnest(?::text[], ?::text[]) AS n (subject, wrapped) WHERE k.subject = n.subject""")
                .params(
                        keyId,
                        keys.stream().map(Wrapped::subject).toArray(String[]::new),
                        keys.stream().map(Wrapped::wrapped).toArray(String[]::new))
                .update();
    }

    /** Makes another key-encryption key wrap new keys; false if another process has replaced the previous one. */
    boolean replaceKeyEncryptionKey(String previous, String id) {
        return jdbc.sql("UPDATE events.key_encryption_key SET id = ? WHERE id = ?")
                        .params(id, previous)
                        .update()
                == 1;
    }
}
