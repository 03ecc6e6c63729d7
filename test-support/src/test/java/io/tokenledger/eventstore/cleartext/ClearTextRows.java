package io.tokenledger.eventstore.cleartext;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;

/** Events in clear in a database, about a few accounts, and what is stored later. */
final class ClearTextRows {
    private static final int ACCOUNTS = 7;

    private final TestDatabase database;
    private final EventSerializer inClear = EventSerializer.inClear();

    ClearTextRows(TestDatabase database) {
        this.database = database;
    }

    /** Inserts events; every third has no personal text in its payload. */
    void insert(int events) {
        long first = rows().size() + 1L;
        database.template()
                .batchUpdate(
                        """
                        INSERT INTO events.domain_event (event_id, aggregate_id, sequence_number, aggregate_type,
                                                         recorded_at, event_type, revision, payload, metadata)
                        VALUES (?, ?, 0, 'PersonalAccessToken', '2026-01-01T00:00:00Z', ?, ?, ?, ?)""",
                        LongStream.range(first, first + events)
                                .mapToObj(this::row)
                                .toList());
    }

    private Object[] row(long number) {
        UUID token = id("a", number);
        LedgerEvent event = event(number);
        SerializedObject<String> payload = inClear.serialize(event, String.class);
        MetaData cause = MetaData.from(Map.of(
                EventMetadata.ACTOR_ACCOUNT_ID, id("b", (number + 1) % ACCOUNTS).toString(),
                EventMetadata.IP, "192.0.2." + number % 200,
                EventMetadata.REASON, "jane's reason " + number));
        return new Object[] {
            id("e", number).toString(),
            token.toString(),
            payload.getType().getName(),
            payload.getType().getRevision(),
            payload.getData(),
            inClear.serialize(cause, String.class).getData()
        };
    }

    /** Inserts a use in clear, as builds did that had no table of uses. */
    void insertUse(Instant at) {
        TokenUsed use = new TokenUsed(
                id("a", 1),
                id("b", 1),
                1,
                Channel.BEARER,
                CredentialKind.API_KEY,
                null,
                "192.0.2.9",
                "jane's script",
                "GET /users/me",
                at,
                at,
                1,
                null);
        SerializedObject<String> payload = inClear.serialize(use, String.class);
        String id = id("c", 1).toString();
        database.template()
                .update(
                        """
                        INSERT INTO events.domain_event (event_id, aggregate_id, sequence_number, recorded_at, event_type,
                                                         revision, payload, metadata)
                        VALUES (?, ?, 0, ?, ?, ?, ?, '{}')""",
                        id,
                        id,
                        DateTimeUtils.formatInstant(at),
                        payload.getType().getName(),
                        payload.getType().getRevision(),
                        payload.getData());
    }

    static LedgerEvent event(long number) {
        UUID token = id("a", number);
        UUID owner = id("b", number % ACCOUNTS);
        return number % 3 == 0
                ? new TokenDeleted(token, owner)
                : new TokenDescribed(token, owner, "jane's key " + number, null);
    }

    private static UUID id(String kind, long number) {
        return UUID.fromString("018f0000-0000-7000-8000-%s%011x".formatted(kind, number));
    }

    /** All columns of all rows, in the order of their positions. */
    List<Map<String, Object>> rows() {
        return database.template().queryForList("SELECT * FROM events.domain_event ORDER BY global_index");
    }

    /** The rows without the columns that an encryption replaces. */
    List<Map<String, Object>> unchangedColumns() {
        List<Map<String, Object>> rows = rows();
        rows.forEach(row -> row.keySet().removeAll(List.of("revision", "payload", "metadata")));
        return rows;
    }

    boolean containPersonalText() {
        return rows().toString().matches("(?s).*(jane's|192\\.0\\.2).*");
    }
}
