package io.tokenledger.query.tokenlisting;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModelSchema;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Writes the last uses of keys into the listing. A copy collects them in a table and applies them when all keys are
 * written, because each batch would update as many scattered rows as it has keys.
 */
@Repository
class LastUseRepository {
    /** Has rows only in a copy, until the copy is filled. */
    static final String TABLE = "token_listing_use_v1";

    private static final String UNFILLED = TABLE + Projection.UNFILLED;

    private static final String BATCH = """
            SELECT id::uuid AS token_id, at::timestamptz, ip::inet, agent
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS use (id, at, ip, agent)""";

    private static final String COLLECT = "INSERT INTO " + UNFILLED + " (token_id, at, ip, agent) " + BATCH;

    /** A use that arrives late does not replace a later one. */
    private static final String APPLY = """
            UPDATE token_listing_v1 t
            SET last_used_at = u.at, last_used_ip = u.ip, last_used_agent = u.agent
            FROM (%s) AS u
            WHERE t.token_id = u.token_id AND (t.last_used_at IS NULL OR t.last_used_at < u.at)""";

    private static final String APPLY_BATCH = APPLY.formatted(BATCH);

    /** Of two uses in the same millisecond the first, as {@link LatestUse#later}. */
    private static final String APPLY_COLLECTED =
            APPLY.formatted("SELECT DISTINCT ON (token_id) token_id, at, ip, agent FROM " + UNFILLED
                    + " ORDER BY token_id, at DESC, place");

    private final JdbcTemplate jdbc;

    LastUseRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes at most one use of each key. */
    void write(Collection<LatestUse> uses) {
        if (uses.isEmpty()) {
            return;
        }
        jdbc.update(ReadModelSchema.areFilled() ? APPLY_BATCH : COLLECT, statement -> {
            new SqlArrays<>(statement, List.copyOf(uses))
                    .texts(LatestUse::tokenId)
                    .texts(LatestUse::at)
                    .texts(LatestUse::ip)
                    .texts(LatestUse::userAgent);
        });
    }

    /** Applies the uses that a copy has collected. */
    void applyCollected() {
        jdbc.update(APPLY_COLLECTED);
        jdbc.update("TRUNCATE " + UNFILLED);
    }
}
