package io.tokenledger.query.replay;

import io.tokenledger.query.projection.ReadModelSchema;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of a copy, in a schema of their own: made like the live ones, with every index and constraint under its own
 * name, so that a copy which takes the place of a live table is the same table to later migrations.
 */
final class ShadowTables {
    /** The statements that give a table the indexes and constraints of its namesake. */
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

    /** Empty tables like the live ones. */
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

    /** Stops who writes the live tables, until the transaction ends; who reads them goes on. */
    static void lockLive(JdbcClient jdbc, List<String> tables) {
        jdbc.sql("SET LOCAL lock_timeout = '5s'").update();
        jdbc.sql("LOCK TABLE " + live(tables) + " IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Puts the copies in the place of the live tables. Readers wait for the end of the transaction, some milliseconds. */
    static void takePlace(JdbcClient jdbc, String schema, List<String> tables) {
        for (String table : tables) {
            jdbc.sql("DROP TABLE %s.%s".formatted(ReadModelSchema.LIVE, table)).update();
            jdbc.sql("ALTER TABLE %s.%s SET SCHEMA %s".formatted(schema, table, ReadModelSchema.LIVE))
                    .update();
        }
        jdbc.sql("DROP SCHEMA " + schema).update();
    }

    /** Lets the planner know what the copies hold. */
    static void analyze(JdbcClient jdbc, String schema, List<String> tables) {
        tables.forEach(table -> jdbc.sql("ANALYZE " + schema + "." + table).update());
    }

    static void drop(JdbcClient jdbc, String schema) {
        jdbc.sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update();
    }

    /** Drops what replays that were killed at their end have left. */
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
