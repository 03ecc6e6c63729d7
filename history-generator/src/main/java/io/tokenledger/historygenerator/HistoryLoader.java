package io.tokenledger.historygenerator;

import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.useevents.UseEventTable;
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
 * Writes a history into the tables of a migrated store, in the ledger's own format, by COPY. It publishes to no event
 * bus; projections find the events when they next read the store.
 *
 * <p>Each chunk of 10,000 events is a transaction that holds the position lock, so a ledger may run on the store
 * meanwhile. If a load fails, the chunks before the failure remain.
 */
public final class HistoryLoader {
    private static final int CHUNK = 10_000;
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7520113)";

    /** Allocates all positions under the lock, so that no other writer's positions are among them. */
    private static final String POSITIONS =
            "SELECT min(p), max(p) FROM (SELECT nextval('events.position') AS p FROM generate_series(1, ?)) taken";

    /** The size is the ledger's default. */
    private static final String REQUIRE_PARTITION = "SELECT events.require_use_partition(?, 10000000)";

    private static final String COPY_EVENTS = """
            COPY events.domain_event (global_index, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
            event_type, revision, payload, metadata) FROM STDIN""";
    private static final String COPY_USES = "COPY events.use_event (%s) FROM STDIN".formatted(UseEventTable.COLUMNS);

    private final DataSource store;
    private final EventFormat format;

    private HistoryLoader(DataSource store, EventFormat format) {
        this.store = store;
        this.format = format;
    }

    /**
     * Creates a loader that writes events as the ledger does today: with encrypted personal texts, and uses in their own
     * table.
     *
     * @param store PostgreSQL data source whose connections unwrap to the driver's own
     * @param keys the ledger's subject keys, which commit on connections of their own
     */
    public static HistoryLoader of(DataSource store, SubjectKeys keys) {
        return new HistoryLoader(store, new EncryptedFormat(keys));
    }

    /** Creates a loader that writes events as builds before the encryption of personal texts did. */
    public static HistoryLoader inClear(DataSource store) {
        return new HistoryLoader(store, new ClearFormat());
    }

    /**
     * Writes the history into an empty store.
     *
     * @return number of events written
     * @throws IllegalStateException if the store has events already; then the method writes nothing
     */
    public long load(Iterator<GeneratedEvent> history) {
        return write(history, true);
    }

    /**
     * Appends the history to the events in the store. Histories of different seeds share no id. The same history cannot
     * be written twice.
     *
     * @return number of events written
     */
    public long append(Iterator<GeneratedEvent> history) {
        return write(history, false);
    }

    private long write(Iterator<GeneratedEvent> history, boolean mustBeEmpty) {
        try (Connection connection = store.getConnection()) {
            connection.setAutoCommit(false);
            StoredRows rows = new StoredRows(history, CHUNK, format);
            long written = 0;
            while (rows.readNext()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(LOCK);
                    if (written == 0 && mustBeEmpty) {
                        requireEmpty(statement);
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
            throw new IllegalStateException("Writing the history failed.", failed);
        }
    }

    private static void requireEmpty(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM events.any_event)")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new IllegalStateException(
                        "The store contains events already. Load the history into an empty store.");
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
                    throw new IllegalStateException(
                            "Another process assigns positions without the lock. Stop all other writers.");
                }
                return first;
            }
        }
    }

    private static void copy(Connection connection, StoredRows rows, long firstPosition) throws SQLException {
        if (rows.hasUses()) {
            try (PreparedStatement statement = connection.prepareStatement(REQUIRE_PARTITION)) {
                statement.setLong(1, firstPosition + rows.size() - 1);
                statement.execute();
            }
            copy(connection, COPY_USES, copy -> rows.writeUses(copy, firstPosition));
        }
        copy(connection, COPY_EVENTS, copy -> rows.writeOthers(copy, firstPosition));
    }

    private interface Rows {
        void write(CopyIn copy) throws SQLException;
    }

    private static void copy(Connection connection, String statement, Rows rows) throws SQLException {
        CopyIn copy = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(statement);
        try {
            rows.write(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
