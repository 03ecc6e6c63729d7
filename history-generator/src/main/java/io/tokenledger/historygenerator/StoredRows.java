package io.tokenledger.historygenerator;

import io.tokenledger.eventstore.serialization.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Batches of events as rows in the text format of COPY, without their positions. */
final class StoredRows {
    private final Iterator<GeneratedEvent> history;
    private final int most;
    private final EventSerializer serializer = EventSerializer.create();
    private final List<String> rows;
    private final StringBuilder row = new StringBuilder();

    StoredRows(Iterator<GeneratedEvent> history, int most) {
        this.history = history;
        this.most = most;
        this.rows = new ArrayList<>(most);
    }

    /** Reads the next batch; false if no events remain. */
    boolean readNext() {
        rows.clear();
        while (rows.size() < most && history.hasNext()) {
            rows.add(row(history.next()));
        }
        return !rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    /** The rows, each starting with the tab that follows the position. */
    List<String> texts() {
        return rows;
    }

    void write(CopyIn copy, long firstPosition) throws SQLException {
        long position = firstPosition;
        for (String text : rows) {
            byte[] line = (position + text).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(line, 0, line.length);
            position++;
        }
    }

    private String row(GeneratedEvent event) {
        SerializedObject<String> payload = serializer.serialize(event.event(), String.class);
        SerializedObject<String> metadata = serializer.serialize(MetaData.from(event.metadata()), String.class);
        row.setLength(0);
        column(event.eventId().toString());
        column(event.aggregateId());
        column(Long.toString(event.sequence()));
        column(event.aggregateType());
        column(DateTimeUtils.formatInstant(event.at()));
        column(payload.getType().getName());
        column(payload.getType().getRevision());
        column(payload.getData());
        column(metadata.getData());
        return row.append('\n').toString();
    }

    private void column(@Nullable String value) {
        row.append('\t');
        if (value == null) {
            row.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                case '\t' -> row.append("\\t");
                default -> row.append(c);
            }
        }
    }
}
