package io.tokenledger.eventstore.personaldata;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Destroys the keys of data subjects, and with them all personal texts that they encrypt. */
public final class SubjectKeyEraser {
    private final JdbcClient jdbc;
    private final DatabaseSubjectKeys keys;

    SubjectKeyEraser(JdbcClient jdbc, DatabaseSubjectKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /**
     * Destroys the key of the subject in the caller's transaction. A subject without a key gets none later. Call
     * {@link #invalidate} after the commit.
     */
    public void destroy(UUID subject) {
        destroy(subject.toString());
    }

    /** The same for the key of a calendar month, which encrypts texts about no known account. */
    public void destroyMonth(YearMonth month) {
        destroy(month.toString());
    }

    private void destroy(String id) {
        jdbc.sql("""
                        INSERT INTO events.subject_key AS k (subject, wrapped_by, destroyed_at) VALUES (?, '', now())
                        ON CONFLICT (subject) DO UPDATE
                        SET wrapped = NULL, destroyed_at = now() WHERE k.destroyed_at IS NULL""").param(id).update();
    }

    /** Removes the key from the cache of this process. */
    public void invalidate(UUID subject) {
        keys.invalidate(subject);
    }

    public void invalidateMonth(YearMonth month) {
        keys.invalidateMonth(month.toString());
    }

    /** The months before this one whose keys exist, earliest first. */
    public List<YearMonth> monthsBefore(YearMonth first) {
        return jdbc.sql("""
                        SELECT subject FROM events.subject_key
                        WHERE wrapped IS NOT NULL AND subject ~ '^[0-9]{4}-[0-9]{2}$' AND subject < ? ORDER BY subject""")
                .param(first.toString())
                .query((row, number) -> YearMonth.parse(row.getString("subject")))
                .list();
    }
}
