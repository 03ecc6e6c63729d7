package io.tokenledger.query.sql;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The family of an API key: the key itself, the keys that were created with it, and the keys that were created with those.
 * The holder of a leaked key may hold all of them.
 */
public final class KeyFamily {
    /**
     * The ids of the family of the key that is the only parameter, as a query with one column {@code token_id}. A key is
     * older than the keys that it creates, so the search ends.
     */
    public static final String IDS = """
            WITH RECURSIVE family (token_id) AS (
                SELECT ?::uuid
                UNION
                SELECT h.token_id FROM family f
                JOIN token_history_v1 h ON h.created_by_key = f.token_id
                WHERE h.because = 'token.created')
            SELECT token_id FROM family""";

    /** The same without the key itself. */
    public static final String DESCENDANTS = "SELECT token_id FROM (" + IDS + ") d WHERE token_id <> ?::uuid";

    private KeyFamily() {}

    /**
     * The ids of the family, the key included, in no order.
     *
     * @param most maximum number of ids
     */
    public static List<UUID> idsOf(UUID key, JdbcClient jdbc, int most) {
        return jdbc.sql(IDS + " LIMIT " + most)
                .param(key)
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list();
    }
}
