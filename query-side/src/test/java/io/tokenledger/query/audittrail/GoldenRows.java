package io.tokenledger.query.audittrail;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.eventstore.serialization.EventSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The row of every event, read from the golden files of stored events. An action without a golden file fails the test.
 */
public final class GoldenRows {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path GOLDEN = Path.of("../event-store/src/test/resources/golden");
    private static final Instant RECORDED = Instant.parse("2026-02-01T00:00:00.123456Z");
    private static final UUID ACTOR = UUID.fromString("018f0000-0000-7000-8000-0000000000ac");
    private static final UUID ACTOR_KEY = UUID.fromString("018f0000-0000-7000-8000-0000000000ae");
    private static final MetaData CAUSE = MetaData.with(EventMetadata.ACTOR_ACCOUNT_ID, ACTOR.toString())
            .and(EventMetadata.ACTOR_KEY_ID, ACTOR_KEY.toString())
            .and(EventMetadata.ACTOR_SESSION_ID, "jti-of-actor")
            .and(EventMetadata.IP, "192.0.2.7")
            .and(EventMetadata.USER_AGENT, "zenml/0.98")
            .and(EventMetadata.CORRELATION_ID, "request-1");

    /** Metadata that a refused request does not have. */
    private static final Set<String> OF_ACTOR =
            Set.of(EventMetadata.ACTOR_ACCOUNT_ID, EventMetadata.ACTOR_KEY_ID, EventMetadata.ACTOR_SESSION_ID);

    private GoldenRows() {}

    /** One row for each action, caused by a request. */
    public static List<AuditRow> all() {
        List<AuditRow> rows = new ArrayList<>();
        EventTypes.byStoredName().keySet().forEach(action -> rows.add(of(action)));
        return rows;
    }

    /** One row for each action, caused by the ledger itself or by an unknown actor. */
    public static List<AuditRow> allWithoutCause() {
        return EventTypes.byStoredName().keySet().stream()
                .map(action -> row(action, MetaData.emptyInstance()))
                .toList();
    }

    public static AuditRow of(String action) {
        boolean refused = action.endsWith("_refused");
        return row(action, refused ? CAUSE.withoutKeys(OF_ACTOR) : CAUSE);
    }

    private static AuditRow row(String action, MetaData cause) {
        long position = List.copyOf(EventTypes.byStoredName().keySet()).indexOf(action) + 1L;
        AuditEntry entry = AuditEntryMapper.of(position, new UUID(0, position), RECORDED, event(action), cause);
        return new AuditRow(
                entry.position(),
                entry.eventId(),
                entry.recordedAt(),
                entry.action(),
                entry.outcome(),
                entry.reason(),
                new AuditRow.Actor(
                        entry.actorId(),
                        entry.actorId() == null ? null : "florian",
                        entry.actorKeyId(),
                        entry.sessionId()),
                entry.ownerId(),
                entry.ownerId() == null ? null : "florian",
                entry.tokenId(),
                entry.tokenId() == null ? null : "work-laptop",
                entry.organizationId(),
                entry.workspaceId(),
                entry.ip(),
                entry.userAgent(),
                entry.correlationId(),
                entry.count(),
                entry.first(),
                entry.last(),
                asStored(entry.data()),
                List.of());
    }

    /** Converts the data as the table does, by writing and reading it as JSON. */
    private static Map<String, Object> asStored(Map<String, Object> data) {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        return json.readValue(json.writeValueAsString(data), new TypeReference<>() {});
    }

    private static LedgerEvent event(String action) {
        try {
            ObjectNode golden = (ObjectNode) JSON.readTree(Files.readString(GOLDEN.resolve(action + ".2.json")));
            if (golden.remove("personal") instanceof ObjectNode personal) {
                for (Map.Entry<String, JsonNode> text : personal.get("value").properties()) {
                    String path = text.getKey();
                    int dot = path.indexOf('.');
                    ObjectNode parent = dot < 0 ? golden : (ObjectNode) golden.get(path.substring(0, dot));
                    parent.set(path.substring(dot + 1), text.getValue());
                }
            }
            return EventSerializer.inClear()
                    .deserialize(new SimpleSerializedObject<>(
                            golden.toString(), String.class, new SimpleSerializedType(action, "1")));
        } catch (IOException e) {
            throw new IllegalStateException("No golden file of " + action, e);
        }
    }
}
