package io.tokenledger.allinone.harness;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as stored, read from the store directly. */
public record RecordedEvent(long position, String id, String type, String aggregateId, JsonNode payload) {
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
                        JsonMapper.shared().readTree(row.getString(5))));
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
                JsonMapper.shared().readTree(event.getPayload().getData().toStringUtf8()));
    }

    /** The text of a payload field; empty if there is none. */
    public String text(String field) {
        return payload.path(field).asString("");
    }
}
