package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Appends any number of events by one statement whose text is always the same, so that PostgreSQL plans it once. A list
 * of values would be parsed again for each size of a batch.
 */
final class DomainEventTable {
    private static final String APPEND = """
            INSERT INTO events.domain_event (
                event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, event_type, revision, payload, metadata)
            SELECT e.event_id, e.aggregate_id, e.sequence_number, e.aggregate_type, e.recorded_at,
                   e.event_type, e.revision, e.payload, e.metadata
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                 WITH ORDINALITY
                 AS e (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                       event_type, revision, payload, metadata, place)
            ORDER BY e.place
            RETURNING aggregate_id, global_index""";

    private record Row(
            String eventId,
            String aggregateId,
            long sequenceNumber,
            @Nullable String aggregateType,
            String recordedAt,
            String eventType,
            @Nullable String revision,
            String payload,
            String metadata) {

        static Row of(EventMessage<?> event, Serializer serializer) {
            SerializedObject<String> payload = event.serializePayload(serializer, String.class);
            SerializedObject<String> metadata = event.serializeMetaData(serializer, String.class);
            // An event without an aggregate is the first event of a stream of its own.
            DomainEventMessage<?> ofAggregate = event instanceof DomainEventMessage<?> one ? one : null;
            return new Row(
                    event.getIdentifier(),
                    ofAggregate == null ? event.getIdentifier() : ofAggregate.getAggregateIdentifier(),
                    ofAggregate == null ? 0 : ofAggregate.getSequenceNumber(),
                    ofAggregate == null ? null : ofAggregate.getType(),
                    DateTimeUtils.formatInstant(event.getTimestamp()),
                    payload.getType().getName(),
                    payload.getType().getRevision(),
                    payload.getData(),
                    metadata.getData());
        }
    }

    private final JdbcTemplate jdbc;

    DomainEventTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends events at the next positions; returns the last position of each aggregate. */
    Map<String, Long> append(List<? extends EventMessage<?>> events, Serializer serializer) {
        List<Row> rows = events.stream().map(event -> Row.of(event, serializer)).toList();
        Map<String, Long> positions = new HashMap<>();
        PreparedStatementSetter values = statement -> set(statement, rows);
        RowCallbackHandler appended = row -> positions.merge(row.getString(1), row.getLong(2), Math::max);
        jdbc.query(APPEND, values, appended);
        return positions;
    }

    private static void set(PreparedStatement statement, List<Row> rows) throws SQLException {
        new SqlArrays<>(statement, rows)
                .texts(Row::eventId)
                .texts(Row::aggregateId)
                .numbers(Row::sequenceNumber)
                .texts(Row::aggregateType)
                .texts(Row::recordedAt)
                .texts(Row::eventType)
                .texts(Row::revision)
                .texts(Row::payload)
                .texts(Row::metadata);
    }
}
