package io.tokenledger.query.freshness;

import io.tokenledger.query.projection.ReadModelSchema;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the sizes of read models. */
@Repository
class ProjectionSizeRepository {
    private final JdbcClient jdbc;

    ProjectionSizeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The size of these tables and of their indexes on disk, in bytes. */
    long bytes(List<String> tables) {
        return jdbc.sql(
                        "SELECT coalesce(sum(pg_total_relation_size(to_regclass(t))), 0)::bigint FROM unnest(?::text[]) t")
                .param(tables.stream()
                        .map(table -> ReadModelSchema.LIVE + "." + table)
                        .toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
