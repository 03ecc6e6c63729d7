package io.tokenledger.historygenerator;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.postgresql.copy.CopyIn;

/** Batches of events as rows in the text format of COPY. The rows of both tables share the positions of a batch. */
final class StoredRows {
    private final Iterator<GeneratedEvent> history;
    private final int most;
    private final EventFormat format;
    private final List<StoredRow> rows;

    StoredRows(Iterator<GeneratedEvent> history, int most, EventFormat format) {
        this.history = history;
        this.most = most;
        this.format = format;
        this.rows = new ArrayList<>(most);
    }

    /** Reads the next batch; false if no events remain. */
    boolean readNext() {
        rows.clear();
        while (rows.size() < most && history.hasNext()) {
            rows.add(format.row(history.next()));
        }
        return !rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    boolean hasUses() {
        return rows.stream().anyMatch(StoredRow::isUse);
    }

    /** The rows of the batch. */
    List<StoredRow> batch() {
        return rows;
    }

    /** Writes the rows of the table of uses. */
    void writeUses(CopyIn copy, long firstPosition) throws SQLException {
        write(copy, firstPosition, true);
    }

    /** Writes the rows of the table of all other events. */
    void writeOthers(CopyIn copy, long firstPosition) throws SQLException {
        write(copy, firstPosition, false);
    }

    private void write(CopyIn copy, long firstPosition, boolean uses) throws SQLException {
        long position = firstPosition;
        for (StoredRow row : rows) {
            if (row.isUse() == uses) {
                byte[] line = (position + row.columns()).getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(line, 0, line.length);
            }
            position++;
        }
    }
}
