package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import io.tokenledger.eventstore.useevents.UseEventTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads all events in the order of their positions: the scans of two indexes, merged. One statement reads both tables, so
 * an event that moves from one to the other is read exactly once.
 *
 * <p>Positions grow in the order of the commits. So a position that is missing never appears later, and tokens need no
 * gaps.
 */
final class EventReader {
    /** Number of events that a read returns at most; a replay is ten times slower with Axon's default of 100. */
    static final int LIMIT = 1_000;

    /**
     * PostgreSQL does not know the value of a subquery when it plans. So the plan for all positions costs no more than one
     * for this position, and it is kept. Planning takes ten times as long as the read of a new event.
     */
    static final String READ = """
            (SELECT global_index AS index, event_id AS id, aggregate_id, sequence_number, aggregate_type, recorded_at AS time,
                    event_type, revision, payload, metadata, %1$s
             FROM events.domain_event WHERE global_index > (SELECT ?::bigint) ORDER BY global_index LIMIT %3$d)
            UNION ALL
            (SELECT position, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, %2$s
             FROM events.use_event WHERE position > (SELECT ?::bigint) ORDER BY position LIMIT %3$d)
            ORDER BY index LIMIT %3$d""".formatted(withoutUse(), UseEventTable.COLUMNS, LIMIT);

    private final JdbcTemplate jdbc;
    private final SubjectKeys keys;

    EventReader(JdbcTemplate jdbc, SubjectKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** The next events after a position. */
    List<TrackedEventData<?>> readAfter(long position) {
        List<TrackedEventData<?>> events = jdbc.query(READ, EventReader::read, position, position);
        keys.load(subjectKeys(events));
        return events;
    }

    /** Nearly all events are uses, and other events are about the same accounts. */
    private static List<String> subjectKeys(List<TrackedEventData<?>> events) {
        return events.stream()
                .map(event -> event.getPayload().getData())
                .filter(UseEventRow.class::isInstance)
                .map(use -> ((UseEventRow) use).subjectKey())
                .toList();
    }

    private static TrackedEventData<?> read(ResultSet row, int number) throws SQLException {
        GapAwareTrackingToken token = GapAwareTrackingToken.newInstance(row.getLong("index"), Set.of());
        return new TrackedDomainEventData<>(
                token, row.getString("event_type") == null ? use(UseEventTable.read(row)) : other(row));
    }

    private static StoredEventData use(UseEventRow use) {
        String id = use.eventId().toString();
        return StoredEventData.of(
                null,
                id,
                0,
                id,
                use.recordedAt(),
                UseEventCodec.type(use),
                UseEventCodec.REVISION,
                use,
                UseEventCodec.metadata(use));
    }

    private static StoredEventData other(ResultSet row) throws SQLException {
        return StoredEventData.of(
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                row.getString("id"),
                DateTimeUtils.parseInstant(row.getString("time")),
                row.getString("event_type"),
                row.getString("revision"),
                row.getString("payload"),
                row.getString("metadata"));
    }

    /** Nulls of the types of the columns. */
    private static String withoutUse() {
        return Arrays.stream(UseEventTable.COLUMNS.split(","))
                .map(column -> "(NULL::events.use_event).%s".formatted(column.strip()))
                .collect(Collectors.joining(", "));
    }
}
