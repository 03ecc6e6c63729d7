package io.tokenledger.query.replay;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModelSchema;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of a copy, in their own schema. All indexes and constraints get the names of the live ones, so that later
 * migrations work on a copy that has replaced a live table.
 */
final class ShadowTables {
    /** A table and its partitions, each after the table that it is a partition of. */
    private static final String TREE = """
            WITH RECURSIVE tree AS (
                SELECT ?::regclass::oid AS oid, NULL::oid AS parent, 0 AS level
                UNION ALL
                SELECT i.inhrelid, i.inhparent, t.level + 1 FROM tree t JOIN pg_inherits i ON i.inhparent = t.oid)
            SELECT c.relname, parent.relname AS parent, pg_get_partkeydef(c.oid) AS key,
                   pg_get_expr(c.relpartbound, c.oid) AS bound,
                   array_to_string(c.reloptions, ', ') AS options
            FROM tree t JOIN pg_class c ON c.oid = t.oid LEFT JOIN pg_class parent ON parent.oid = t.parent
            ORDER BY t.level, c.relname""";

    private static final String LIVE_TABLE =
            "to_regclass(format('%I.%I', '" + ReadModelSchema.LIVE + "', :table::text))";

    /** Returns the statements that create the constraints of a live table on its copy. */
    private static final String CONSTRAINTS = """
            SELECT format('ALTER TABLE %%I.%%I ADD CONSTRAINT %%I %%s', :copy::text, c.relname, k.conname,
                          pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE c.oid = %s AND k.contype IN ('p', 'u')""".formatted(LIVE_TABLE);

    /**
     * Returns the statements that create the indexes of a live table that its copy does not have yet. PostgreSQL attaches
     * the equal indexes of the partitions to a new index of the partitioned table.
     */
    private static final String INDEXES = """
            SELECT replace(replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '),
                           format(' ON %%I.', '%2$s'), format(' ON %%I.', :copy::text))
            FROM pg_index i
            WHERE i.indrelid = %1$s
              AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
              AND NOT EXISTS (
                  SELECT FROM pg_index o
                  WHERE o.indrelid = to_regclass(format('%%I.%%I', :copy::text, :table::text))
                    AND split_part(pg_get_indexdef(o.indexrelid), ' USING ', 2)
                      = split_part(pg_get_indexdef(i.indexrelid), ' USING ', 2))""".formatted(LIVE_TABLE, ReadModelSchema.LIVE);

    /**
     * A table of the tree.
     *
     * @param parent table that it is a partition of; null for the first one
     * @param key how it is partitioned itself; null if it is not
     * @param bound the values that it has as a partition; null for the first one
     * @param options its storage parameters, such as the fill factor; null if it has none
     */
    private record Node(
            String name,
            @Nullable String parent,
            @Nullable String key,
            @Nullable String bound,
            @Nullable String options) {
        /** The end of the statement that creates its copy. */
        String definition() {
            if (key != null) {
                return " PARTITION BY " + key;
            }
            return options == null ? "" : " WITH (" + options + ")";
        }
    }

    private ShadowTables() {}

    /**
     * Creates empty tables like the live ones.
     *
     * @param indexedLast those of the tables that get their indexes, apart from keys, by {@link #createIndexes}
     * @param filledLast those of the tables that have no keys and the name of {@link #unfilled} until {@link #completeFilled}
     */
    static void create(
            JdbcClient jdbc, String schema, List<String> tables, List<String> indexedLast, List<String> filledLast) {
        jdbc.sql("CREATE SCHEMA " + schema).update();
        for (String table : tables) {
            List<Node> tree = tree(jdbc, ReadModelSchema.LIVE, table);
            copy(jdbc, schema, tree);
            if (filledLast.contains(table)) {
                rename(jdbc, schema, table, unfilled(table));
                continue;
            }
            tree.reversed().forEach(node -> run(jdbc, CONSTRAINTS, schema, node));
            if (!indexedLast.contains(table)) {
                tree.reversed().forEach(node -> run(jdbc, INDEXES, schema, node));
            }
        }
    }

    /** Gives the tables their own names, and creates their keys. */
    static void completeFilled(JdbcClient jdbc, String schema, List<String> tables) {
        for (String table : tables) {
            rename(jdbc, schema, unfilled(table), table);
            tree(jdbc, schema, table).reversed().forEach(node -> run(jdbc, CONSTRAINTS, schema, node));
        }
    }

    private static void rename(JdbcClient jdbc, String schema, String table, String name) {
        jdbc.sql("ALTER TABLE %s.%s RENAME TO %s".formatted(schema, table, name))
                .update();
    }

    /** Whether all of these tables are filled, and so have their own names. */
    static boolean areFilled(JdbcClient jdbc, String schema, List<String> tables) {
        return tables.stream().allMatch(table -> exists(jdbc, schema, table));
    }

    /** Whether the copy has all of these tables, under either name. */
    static boolean areCreated(JdbcClient jdbc, String schema, List<String> tables) {
        return tables.stream().allMatch(table -> exists(jdbc, schema, table) || exists(jdbc, schema, unfilled(table)));
    }

    private static boolean exists(JdbcClient jdbc, String schema, String name) {
        return jdbc.sql("SELECT to_regclass(?) IS NOT NULL")
                .param(schema + "." + name)
                .query(Boolean.class)
                .single();
    }

    /** The name of such a table until it is filled. */
    static String unfilled(String table) {
        return table + Projection.UNFILLED;
    }

    /**
     * Locks tables until the transaction ends.
     *
     * @param mode of PostgreSQL's {@code LOCK TABLE}
     */
    static void lock(JdbcClient jdbc, String schema, List<String> tables, String mode) {
        String names = schema + "." + String.join(", " + schema + ".", tables);
        jdbc.sql("LOCK TABLE %s IN %s MODE".formatted(names, mode)).update();
    }

    private static void copy(JdbcClient jdbc, String schema, List<Node> tree) {
        for (Node node : tree) {
            jdbc.sql("CREATE TABLE %1$s.%2$s (LIKE %3$s.%2$s INCLUDING ALL EXCLUDING INDEXES)%4$s"
                            .formatted(schema, node.name(), ReadModelSchema.LIVE, node.definition()))
                    .update();
            if (node.parent() != null) {
                jdbc.sql("ALTER TABLE %1$s.%2$s ATTACH PARTITION %1$s.%3$s %4$s"
                                .formatted(schema, node.parent(), node.name(), node.bound()))
                        .update();
            }
        }
    }

    /**
     * Creates the indexes that the copies do not have yet. To sort all rows once is several times faster than to find the
     * place of each row in each index.
     *
     * @param continues asked before each index, which can take minutes
     * @return whether all were created
     */
    static boolean createIndexes(JdbcClient jdbc, String schema, List<String> tables, BooleanSupplier continues) {
        for (String table : tables) {
            for (Node node : tree(jdbc, schema, table).reversed()) {
                for (String definition : definitions(jdbc, INDEXES, schema, node)) {
                    if (!continues.getAsBoolean()) {
                        return false;
                    }
                    jdbc.sql(definition).update();
                }
            }
        }
        return true;
    }

    /** Runs the statements that a query returns for a table. */
    private static void run(JdbcClient jdbc, String definitions, String schema, Node node) {
        definitions(jdbc, definitions, schema, node)
                .forEach(definition -> jdbc.sql(definition).update());
    }

    private static List<String> definitions(JdbcClient jdbc, String definitions, String schema, Node node) {
        return jdbc.sql(definitions)
                .param("copy", schema)
                .param("table", node.name())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<Node> tree(JdbcClient jdbc, String schema, String table) {
        return jdbc.sql(TREE)
                .param(schema + "." + table)
                .query((row, number) -> new Node(
                        row.getString("relname"),
                        row.getString("parent"),
                        row.getString("key"),
                        row.getString("bound"),
                        row.getString("options")))
                .list();
    }

    /** Blocks writers of the live tables until the transaction ends. Readers continue. */
    static void lockLive(JdbcClient jdbc, List<String> tables) {
        jdbc.sql("SET LOCAL lock_timeout = " + QueryLimits.TABLE_LOCK_TIMEOUT.toMillis())
                .update();
        lock(jdbc, ReadModelSchema.LIVE, tables, "SHARE ROW EXCLUSIVE");
    }

    /**
     * Replaces the live tables by the copies. Readers wait for the end of the transaction, which takes some
     * milliseconds. While it waits for a long read, all later readers wait, too, so that wait is short. An autovacuum of a
     * copy can take seconds to give way, so the copies are locked before the live tables.
     */
    static void replaceLive(JdbcClient jdbc, String schema, List<String> tables) {
        lock(jdbc, schema, tables, "ACCESS EXCLUSIVE");
        jdbc.sql("SET LOCAL lock_timeout = " + QueryLimits.READ_LOCK_TIMEOUT.toMillis())
                .update();
        for (String table : tables) {
            jdbc.sql("DROP TABLE %s.%s".formatted(ReadModelSchema.LIVE, table)).update();
            tree(jdbc, schema, table)
                    .forEach(node -> jdbc.sql("ALTER TABLE %s.%s SET SCHEMA %s"
                                    .formatted(schema, node.name(), ReadModelSchema.LIVE))
                            .update());
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
}
