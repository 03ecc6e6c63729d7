package io.tokenledger.eventstore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The connections by which this process has appended changes. A notification names the server process of the connection
 * that sent it, so this process can tell its own changes from those of others.
 */
final class AppendingConnections {
    /**
     * Pools replace their connections, and PostgreSQL uses the numbers of its processes again. A wrong answer only makes
     * one read earlier or later.
     */
    private static final int MAX_CONNECTIONS = 1_000;

    private final Set<Integer> serverProcesses = ConcurrentHashMap.newKeySet();

    /** Adds the connection of the current transaction. */
    void addCurrent(JdbcTemplate jdbc) {
        int serverProcess = Objects.requireNonNull(jdbc.execute(AppendingConnections::serverProcess));
        if (serverProcesses.size() >= MAX_CONNECTIONS) {
            serverProcesses.clear();
        }
        serverProcesses.add(serverProcess);
    }

    private static Integer serverProcess(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    boolean contains(int serverProcess) {
        return serverProcesses.contains(serverProcess);
    }
}
