package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts events at positions that others had before. Readers that have passed these positions never see them, so nothing
 * may depend on their being read once.
 */
public final class PositionedEvents {
    private static final String INSERT = """
            INSERT INTO events.domain_event (
                global_index, event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
            SELECT position, event_id, event_id, 0, recorded_at, event_type, revision, payload, '{}'
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                 AS e (position, event_id, recorded_at, event_type, revision, payload)""";

    /** An append makes PostgreSQL end the transaction of a process that hangs: it has the lock on positions. This one does not. */
    private static final String LONGER_IDLE = "SET LOCAL idle_in_transaction_session_timeout = '1min'";

    private final JdbcTemplate jdbc;
    private final Serializer serializer;

    PositionedEvents(JdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /** An event without metadata, and its position. */
    public record Positioned(long position, EventMessage<?> event) {}

    private record Row(long position, EventMessage<?> event, String type, String revision, String payload) {}

    /** Inserts events in the transaction of the caller, which may be idle for a minute between its statements then. */
    public void insert(List<Positioned> events) {
        List<Row> rows = events.stream().map(this::row).toList();
        jdbc.update(INSERT, statement -> {
            new SqlArrays<>(statement, rows)
                    .numbers(Row::position)
                    .texts(row -> row.event().getIdentifier())
                    .texts(row -> DateTimeUtils.formatInstant(row.event().getTimestamp()))
                    .texts(Row::type)
                    .texts(Row::revision)
                    .texts(Row::payload);
        });
        jdbc.execute(LONGER_IDLE);
    }

    private Row row(Positioned event) {
        var payload = event.event().serializePayload(serializer, String.class);
        return new Row(
                event.position(),
                event.event(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData());
    }
}
