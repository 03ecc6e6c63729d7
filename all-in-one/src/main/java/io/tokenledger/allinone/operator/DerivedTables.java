package io.tokenledger.allinone.operator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Empties all tables that can be rebuilt from the events, in one transaction, while no process uses them. */
final class DerivedTables {
    /** Tables that events cannot restore, and tables that are needed to rebuild the others. */
    static final List<String> KEPT = List.of(
            "command_side.server",
            "command_side.local_password",
            "command_side.key_folder",
            "command_side.signing_key",
            "events.domain_event",
            "events.key_encryption_key",
            "events.subject_key",
            "events.tracking_token",
            "events.use_event",
            "events.use_partition",
            "query_side.cursor_key",
            "query_side.request",
            "query_side.sink");

    private static final String ALL = """
            SELECT schemaname || '.' || tablename FROM pg_tables
            WHERE schemaname IN ('events', 'command_side', 'query_side') AND tablename NOT LIKE 'flyway%' AND tablename NOT LIKE 'use\\_event\\_%'
            ORDER BY 1""";

    private final Connection connection;

    DerivedTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Empties the tables, or changes nothing.
     *
     * @param head position of the last event; sinks that are ahead of it continue after it
     * @return number of emptied tables
     * @throws IllegalStateException if a process uses the tables
     */
    int empty(long head) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            requireNoProcess(statement);
            statement.execute("SET LOCAL lock_timeout = '5s'");
            List<String> derived = new ArrayList<>(texts(statement, ALL));
            derived.removeAll(KEPT);
            if (derived.isEmpty()) {
                throw new IllegalStateException("this database has no tables of a ledger. Check LEDGER_POSTGRES_URL.");
            }
            statement.execute("TRUNCATE " + String.join(", ", derived));
            // The remaining row identifies this ledger's tokens; two processes that start at once would both create it.
            statement.execute("DELETE FROM events.tracking_token WHERE processor_name <> '__config'");
            for (String schema :
                    texts(statement, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^replay_[0-9a-f]{32}$'")) {
                statement.execute("DROP SCHEMA " + schema + " CASCADE");
            }
            continueSinksBehind(head);
            requireNoProcess(statement);
            connection.commit();
            return derived.size();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private void continueSinksBehind(long head) throws SQLException {
        try (PreparedStatement sinks = connection.prepareStatement("""
                UPDATE query_side.sink SET position = least(position, ?), batch_end = NULL
                WHERE greatest(position, batch_end) > ?""")) {
            sinks.setLong(1, head);
            sinks.setLong(2, head);
            sinks.executeUpdate();
        }
    }

    /** Finds processes by the application name of their connections. */
    private static void requireNoProcess(Statement statement) throws SQLException {
        List<String> running = texts(statement, """
                        SELECT DISTINCT coalesce(host(client_addr), 'this machine') FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = 'token-ledger'""");
        if (!running.isEmpty()) {
            throw new IllegalStateException("processes still use these tables, from " + String.join(", ", running)
                    + ". Stop all processes first.");
        }
    }

    private static List<String> texts(Statement statement, String question) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
