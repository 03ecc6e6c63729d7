package io.tokenledger.query.retention;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.Projection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Whether all readers of events have passed the uses that are dropped. A reader among them would see some of these uses and
 * then the sum of all.
 */
@Repository
class LiveProcessors {
    /** The family of the uses. */
    private static final String USES = "token";

    /** Of a processor that was set back, the first token says where it is now. */
    private static final String BEHIND = """
            SELECT processor_name
            FROM (SELECT processor_name, coalesce(said -> 'currentToken', said) AS token
                  FROM (SELECT name AS processor_name, convert_from(token, 'UTF8')::jsonb AS said
                        FROM unnest(?::text[]) AS p (name)
                        LEFT JOIN events.tracking_token ON processor_name = name AND segment = 0) s) t
            WHERE coalesce((token ->> 'index')::bigint, (token ->> 'globalIndex')::bigint + 1, 0) < ?
            UNION ALL
            SELECT 'a replay of ' || array_to_string(projections, ', ') FROM query_side.replay WHERE state = 'running'""";

    private final JdbcClient jdbc;
    private final String[] projections;

    LiveProcessors(JdbcClient jdbc, List<Projection> projections) {
        this.jdbc = jdbc;
        this.projections = projections.stream()
                .filter(projection -> projection.needs(USES))
                .map(Projection::name)
                .toArray(String[]::new);
    }

    /**
     * Blocks the writers of tables and the start of replays until the end of the transaction.
     *
     * @param tables names without a schema
     */
    void block(List<String> tables) {
        jdbc.sql("SET LOCAL lock_timeout = " + QueryLimits.TABLE_LOCK_TIMEOUT.toMillis())
                .update();
        String live = String.join(", query_side.", tables);
        jdbc.sql("LOCK TABLE query_side.replay, query_side." + live + " IN SHARE ROW EXCLUSIVE MODE")
                .update();
    }

    /** The readers that have not passed a position. */
    List<String> behind(long position) {
        return jdbc.sql(BEHIND)
                .params(projections, position)
                .query((row, number) -> row.getString("processor_name"))
                .list();
    }
}
