package io.tokenledger.allinone.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import io.tokenledger.eventstore.useevents.UseEventTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as stored, read from the store directly.
 *
 * @param use the row of a use in PostgreSQL; null for any other event. The payload then is empty until it is opened
 */
public record RecordedEvent(
        long position,
        String id,
        String type,
        String aggregateId,
        JsonNode payload,
        @Nullable UseEventRow use) {
    private static final int PERMITS = 5_000;

    /** All events in PostgreSQL, in order. */
    static List<RecordedEvent> in(DataSource store) {
        List<RecordedEvent> events = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement question = connection.prepareStatement(
                        "SELECT global_index, event_id, event_type, aggregate_id, payload FROM events.domain_event ORDER BY 1");
                ResultSet row = question.executeQuery()) {
            while (row.next()) {
                events.add(new RecordedEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        JsonMapper.shared().readTree(row.getString(5)),
                        null));
            }
            events.addAll(uses(connection));
            events.sort(Comparator.comparing(RecordedEvent::position));
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RecordedEvent> uses(Connection connection) throws SQLException {
        List<RecordedEvent> uses = new ArrayList<>();
        try (PreparedStatement question =
                        connection.prepareStatement("SELECT " + UseEventTable.COLUMNS + " FROM events.use_event");
                ResultSet row = question.executeQuery()) {
            while (row.next()) {
                UseEventRow use = UseEventTable.read(row);
                String id = use.eventId().toString();
                uses.add(new RecordedEvent(
                        row.getLong("position"),
                        id,
                        UseEventCodec.type(use),
                        id,
                        JsonMapper.shared().createObjectNode(),
                        use));
            }
        }
        return uses;
    }

    /** All events in Axon Server, in order. */
    static List<RecordedEvent> in(AxonServer server) {
        AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("test")
                .routingServers(new ServerAddress(server.host(), server.port()))
                .build();
        try {
            var channel = factory.connect("default").eventChannel();
            long last = channel.getLastToken().get(10, TimeUnit.SECONDS);
            List<RecordedEvent> events = new ArrayList<>();
            try (EventStream stream = channel.openStream(-1, PERMITS)) {
                while (events.size() <= last) {
                    EventWithToken next = stream.nextIfAvailable(10, TimeUnit.SECONDS);
                    events.add(of(next.getToken() + 1, next.getEvent()));
                }
            }
            return events;
        } catch (ExecutionException | java.util.concurrent.TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            factory.shutdown();
        }
    }

    private static RecordedEvent of(long position, Event event) {
        return new RecordedEvent(
                position,
                event.getMessageIdentifier(),
                event.getPayload().getType(),
                event.getAggregateIdentifier(),
                JsonMapper.shared().readTree(event.getPayload().getData().toStringUtf8()),
                null);
    }

    /** The event with its personal texts in clear. */
    RecordedEvent opened(SubjectKeys keys) {
        Class<? extends LedgerEvent> event = EventTypes.byStoredName().get(type);
        if (event == null) {
            return this;
        }
        if (use != null) {
            String opened = EventSerializer.inClear()
                    .serialize(new UseEventCodec(keys).decode(use), String.class)
                    .getData();
            return new RecordedEvent(
                    position, id, type, aggregateId, JsonMapper.shared().readTree(opened), null);
        }
        try {
            ObjectMapper json = new ObjectMapper();
            ObjectNode tree = (ObjectNode) json.readTree(payload.toString());
            new PersonalDataCodec(json, keys).open(event, tree);
            return new RecordedEvent(
                    position, id, type, aggregateId, JsonMapper.shared().readTree(tree.toString()), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a payload field; empty if there is none. */
    public String text(String field) {
        return payload.path(field).asString("");
    }
}
