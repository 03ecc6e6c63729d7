package io.tokenledger.historygenerator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import javax.sql.DataSource;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Writes a history into {@code events.domain_event} of a migrated store, as the ledger itself would have written it, but
 * by COPY. No event bus hears of it: projections find the events when they read on.
 *
 * <p>Each chunk is a transaction that holds the lock on positions, so a ledger may run on the store meanwhile. A history
 * that stopped half-way leaves the chunks before.
 */
public final class HistoryLoader {
    private static final int CHUNK = 10_000;
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7520113)";

    /** All numbers are given out under the lock, so that nobody else's are among these. */
    private static final String POSITIONS =
            "SELECT min(p), max(p) FROM (SELECT nextval('events.position') AS p FROM generate_series(1, ?)) taken";

    private static final String COPY = """
            COPY events.domain_event (global_index, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
            event_type, revision, payload, metadata) FROM STDIN""";

    private final DataSource store;

    /** @param store a PostgreSQL whose connections unwrap to the driver's own */
    public HistoryLoader(DataSource store) {
        this.store = store;
    }

    /**
     * Writes it into an empty store.
     *
     * @return how many events were written
     * @throws IllegalStateException where the store has events already; nothing is written then
     */
    public long load(Iterator<GeneratedEvent> history) {
        return write(history, true);
    }

    /**
     * Writes it after the events that the store has. Histories of different seeds have no id in common, the same history
     * cannot be written twice.
     *
     * @return how many events were written
     */
    public long append(Iterator<GeneratedEvent> history) {
        return write(history, false);
    }

    private long write(Iterator<GeneratedEvent> history, boolean mustBeEmpty) {
        try (Connection connection = store.getConnection()) {
            connection.setAutoCommit(false);
            StoredRows rows = new StoredRows(history, CHUNK);
            long written = 0;
            while (rows.readNext()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(LOCK);
                    if (written == 0 && mustBeEmpty) {
                        demandEmpty(statement);
                    }
                    copy(connection, rows, firstPosition(connection, rows.size()));
                    connection.commit();
                } catch (SQLException | RuntimeException failed) {
                    connection.rollback();
                    throw failed;
                }
                written += rows.size();
            }
            return written;
        } catch (SQLException failed) {
            throw new IllegalStateException("The history could not be written.", failed);
        }
    }

    private static void demandEmpty(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM events.domain_event)")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new IllegalStateException("The store has events already.");
            }
        }
    }

    private static long firstPosition(Connection connection, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITIONS)) {
            statement.setInt(1, count);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                if (row.getLong(2) - first != count - 1) {
                    throw new IllegalStateException("Somebody takes positions without the lock.");
                }
                return first;
            }
        }
    }

    private static void copy(Connection connection, StoredRows rows, long firstPosition) throws SQLException {
        CopyIn copy = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(COPY);
        try {
            rows.write(copy, firstPosition);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
