package io.tokenledger.query.replay;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.ReadModelSchema;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of a copy, in their own schema. All indexes and constraints get the names of the live ones, so that later
 * migrations work on a copy that has replaced a live table.
 */
final class ShadowTables {
    /** Returns the statements that create the indexes and constraints of a live table on its copy. */
    private static final String DEFINITIONS = """
            SELECT format('ALTER TABLE %%I.%%I ADD CONSTRAINT %%I %%s', :copy::text, c.relname, k.conname,
                          pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE c.oid = %1$s AND k.contype IN ('p', 'u')
            UNION ALL
            SELECT replace(pg_get_indexdef(i.indexrelid), format(' ON %%I.', '%2$s'), format(' ON %%I.', :copy::text))
            FROM pg_index i
            WHERE i.indrelid = %1$s AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)""".formatted(
                    "format('%I.%I', '" + ReadModelSchema.LIVE + "', :table::text)::regclass", ReadModelSchema.LIVE);

    private ShadowTables() {}

    /** Creates empty tables like the live ones. */
    static void create(JdbcClient jdbc, String schema, List<String> tables) {
        jdbc.sql("CREATE SCHEMA " + schema).update();
        for (String table : tables) {
            jdbc.sql("CREATE TABLE %1$s.%2$s (LIKE %3$s.%2$s INCLUDING ALL EXCLUDING INDEXES)"
                            .formatted(schema, table, ReadModelSchema.LIVE))
                    .update();
            jdbc.sql(DEFINITIONS)
                    .param("copy", schema)
                    .param("table", table)
                    .query(String.class)
                    .list()
                    .forEach(definition -> jdbc.sql(definition).update());
        }
    }

    /** Blocks writers of the live tables until the transaction ends. Readers continue. */
    static void lockLive(JdbcClient jdbc, List<String> tables) {
        jdbc.sql("SET LOCAL lock_timeout = " + QueryLimits.TABLE_LOCK_TIMEOUT.toMillis())
                .update();
        jdbc.sql("LOCK TABLE " + live(tables) + " IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /**
     * Replaces the live tables by the copies. Readers wait for the end of the transaction, which takes some
     * milliseconds.
     */
    static void replaceLive(JdbcClient jdbc, String schema, List<String> tables) {
        for (String table : tables) {
            jdbc.sql("DROP TABLE %s.%s".formatted(ReadModelSchema.LIVE, table)).update();
            jdbc.sql("ALTER TABLE %s.%s SET SCHEMA %s".formatted(schema, table, ReadModelSchema.LIVE))
                    .update();
        }
        jdbc.sql("DROP SCHEMA " + schema).update();
    }

    /** Updates the statistics of the query planner for the copies. */
    static void analyze(JdbcClient jdbc, String schema, List<String> tables) {
        tables.forEach(table -> jdbc.sql("ANALYZE " + schema + "." + table).update());
    }

    static void drop(JdbcClient jdbc, String schema) {
        jdbc.sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update();
    }

    /** Drops the schemas that killed replays have left behind, except those given. */
    static void dropAllBut(JdbcClient jdbc, List<String> schemas) {
        jdbc.sql("SELECT nspname FROM pg_namespace WHERE nspname ~ '^replay_[0-9a-f]{32}$' AND NOT nspname = ANY (?)")
                .param(schemas.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(schema -> drop(jdbc, schema));
    }

    private static String live(List<String> tables) {
        return ReadModelSchema.LIVE + "." + String.join(", " + ReadModelSchema.LIVE + ".", tables);
    }
}
