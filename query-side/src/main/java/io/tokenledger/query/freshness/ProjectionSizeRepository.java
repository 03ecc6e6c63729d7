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

    /** The size of these tables with their partitions and indexes on disk, in bytes. */
    long bytes(List<String> tables) {
        return jdbc.sql("""
                        SELECT coalesce(sum(pg_total_relation_size(part)), 0)::bigint
                        FROM unnest(?::text[]) AS t, LATERAL (
                            SELECT to_regclass(t) AS part
                            UNION SELECT relid FROM pg_partition_tree(to_regclass(t))) AS parts""")
                .param(tables.stream()
                        .map(table -> ReadModelSchema.LIVE + "." + table)
                        .toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
