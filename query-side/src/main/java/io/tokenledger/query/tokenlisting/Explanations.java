package io.tokenledger.query.tokenlisting;

import io.tokenledger.query.moment.Moment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says which events made a key what it was at a moment. */
@Repository
class Explanations {
    /** Changes that a key has seen are few; who has more finds the rest in its timeline. */
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;

    Explanations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event that the key's state follows from. */
    record Because(long position, String action, Instant time) {}

    /** In order, the last use among them; null for now, where the timeline says it. */
    @Nullable
    List<Because> of(UUID tokenId, Moment moment) {
        Long position = moment.position();
        if (position == null) {
            return null;
        }
        return jdbc.sql("""
                        SELECT * FROM (
                            (SELECT valid_from AS position, because AS action, since AS time FROM token_history_v1
                             WHERE token_id = :id AND valid_from <= :position ORDER BY valid_from DESC LIMIT :most)
                            UNION ALL
                            (SELECT position, 'token.used', used_at FROM token_last_use_v1
                             WHERE token_id = :id AND position <= :position ORDER BY position DESC LIMIT 1)) e
                        ORDER BY position""")
                .param("id", tokenId)
                .param("position", position)
                .param("most", MOST)
                .query((row, number) -> new Because(
                        row.getLong("position"),
                        row.getString("action"),
                        row.getTimestamp("time").toInstant()))
                .list();
    }
}
