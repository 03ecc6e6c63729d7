package io.tokenledger.authentication.signing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code command_side.key_folder} and {@code command_side.signing_key}. */
@Repository
class SigningKeyRepository {
    /** Minimum number of seconds between two updates of a key's last use. */
    private static final int USE_PRECISION = 60;

    private final JdbcClient jdbc;

    SigningKeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The folder that all processes share.
     *
     * @param id id by which an operator discards the folder's keys
     * @param fingerprint fingerprint of a fixed text under the folder's fingerprint key
     */
    record Folder(UUID id, String fingerprint) {}

    /** Records the folder of the first process; does nothing afterwards. */
    void registerFolder(String fingerprint) {
        jdbc.sql("INSERT INTO command_side.key_folder (fingerprint) VALUES (?) ON CONFLICT DO NOTHING")
                .param(fingerprint)
                .update();
    }

    Folder folder() {
        return jdbc.sql("SELECT id, fingerprint FROM command_side.key_folder")
                .query((row, number) -> new Folder(row.getObject("id", UUID.class), row.getString("fingerprint")))
                .single();
    }

    /**
     * Replaces the folder of this id, and deletes the records of its keys.
     *
     * @return false if another id is recorded
     */
    boolean replaceFolder(UUID id, String fingerprint) {
        return jdbc.sql("""
                        WITH replaced AS (
                            UPDATE command_side.key_folder SET id = gen_random_uuid(), fingerprint = ? WHERE id = ?
                            RETURNING id),
                        forgotten AS (
                            DELETE FROM command_side.signing_key WHERE EXISTS (SELECT FROM replaced))
                        SELECT count(*) FROM replaced""").params(fingerprint, id).query(Long.class).single() > 0;
    }

    List<String> usedSince(Instant instant) {
        return jdbc.sql("SELECT kid FROM command_side.signing_key WHERE used_at > ? ORDER BY used_at DESC")
                .param(Timestamp.from(instant))
                .query((row, number) -> row.getString("kid"))
                .list();
    }

    void recordUse(String kid, Instant now) {
        jdbc.sql("""
                        INSERT INTO command_side.signing_key AS known (kid, used_at) VALUES (?, ?)
                        ON CONFLICT (kid) DO UPDATE SET used_at = excluded.used_at
                        WHERE known.used_at < excluded.used_at - make_interval(secs => ?)""").params(kid, Timestamp.from(now), USE_PRECISION).update();
    }

    void deleteUsedBefore(Instant instant) {
        jdbc.sql("DELETE FROM command_side.signing_key WHERE used_at < ?")
                .param(Timestamp.from(instant))
                .update();
    }
}
