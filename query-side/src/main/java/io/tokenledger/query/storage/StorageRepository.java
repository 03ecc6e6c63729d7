package io.tokenledger.query.storage;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.storage.StorageReport.UsePartition;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads sizes from PostgreSQL's catalog. */
@Repository
class StorageRepository {
    private static final String PARTS = """
            SELECT name, sum(greatest(reltuples, 0))::bigint AS rows, sum(bytes)::bigint AS bytes,
                   sum(greatest(bytes - fixed, 0))::bigint AS growing
            FROM (SELECT c.reltuples, pg_total_relation_size(c.oid) AS bytes,
                         (1 + (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid)) * 16384 AS fixed,
                         CASE WHEN n.nspname = 'events' AND c.relname LIKE 'use\\_event%' THEN 'uses'
                              WHEN n.nspname = 'events' THEN 'other_events'
                              WHEN n.nspname = 'command_side' THEN 'lookup_tables'
                              WHEN c.relname LIKE 'audit\\_trail%' THEN 'audit_trail'
                              WHEN c.relname LIKE 'token\\_last\\_use%' THEN 'last_uses'
                              ELSE 'other_read_models' END AS name
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind = 'r' AND n.nspname IN ('events', 'command_side', 'query_side')) t
            GROUP BY name ORDER BY bytes DESC, name""";

    private static final String PARTITIONS = """
            SELECT p.first_position, p.end_position - 1 AS last_position, oldest.recorded_at AS first_at,
                   newest.recorded_at AS last_at,
                   coalesce(pg_total_relation_size(to_regclass('events.use_event_' || p.first_position)), 0) AS bytes,
                   (SELECT coalesce(sum(pg_total_relation_size(to_regclass('query_side.' || t || '_' || p.first_position))), 0)
                    FROM unnest(ARRAY['audit_trail_use_v3', 'audit_trail_organization_use_v3', 'token_last_use_v2']) AS t)::bigint
                       AS read_model_bytes
            FROM events.use_partition p
            LEFT JOIN LATERAL (
                SELECT recorded_at FROM events.use_event u
                WHERE u.position >= p.first_position AND u.position < p.end_position
                ORDER BY u.position LIMIT 1) oldest ON true
            LEFT JOIN LATERAL (
                SELECT recorded_at FROM events.use_event u
                WHERE u.position >= p.first_position AND u.position < p.end_position
                ORDER BY u.position DESC LIMIT 1) newest ON true
            WHERE p.dropped_at IS NULL ORDER BY p.first_position""";

    private final JdbcClient jdbc;

    StorageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The size of a part.
     *
     * @param growing bytes beyond the first two pages of each table and index, which exist without any row
     */
    record PartSize(String name, long rows, long bytes, long growing) {}

    List<PartSize> parts() {
        return jdbc.sql(PARTS)
                .query((row, number) -> new PartSize(
                        row.getString("name"), row.getLong("rows"), row.getLong("bytes"), row.getLong("growing")))
                .list();
    }

    List<UsePartition> partitions() {
        return jdbc.sql(PARTITIONS)
                .query((row, number) -> new UsePartition(
                        row.getLong("first_position"),
                        row.getLong("last_position"),
                        Sql.instant(row, "first_at"),
                        Sql.instant(row, "last_at"),
                        row.getLong("bytes"),
                        row.getLong("read_model_bytes")))
                .list();
    }
}
