package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.serialization.EventSerializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

/** A loaded history reads back as generated, in its order, from a store that the ledger's own migration created. */
class HistoryLoaderTest {
    private static final String SCRIPT = "/db/events/V1__event_store.sql";
    private static final HistorySettings SETTINGS = HistorySettings.of(5, 4_000);

    private final EventSerializer serializer = EventSerializer.create();

    @Test
    void a_history_is_written_as_the_ledger_writes_it_and_only_into_an_empty_store() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            DataSource store = server.getPostgresDatabase();
            run(store, "CREATE SCHEMA events", script());
            HistoryLoader loader = new HistoryLoader(store);

            long written = loader.load(History.of(SETTINGS));

            List<GeneratedEvent> expected = new ArrayList<>();
            History.of(SETTINGS).forEachRemaining(expected::add);
            assertThat(written).isEqualTo(expected.size());
            assertThat(stored(store)).isEqualTo(expected);
            assertThatThrownBy(() -> loader.load(History.of(HistorySettings.of(6, 1_000))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("contains events already");
            assertThat(loader.append(History.of(HistorySettings.of(6, 1_000)))).isPositive();
            assertThatThrownBy(() -> loader.append(History.of(SETTINGS))).isInstanceOf(IllegalStateException.class);
        }
    }

    private List<GeneratedEvent> stored(DataSource store) throws SQLException {
        List<GeneratedEvent> events = new ArrayList<>();
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM events.domain_event ORDER BY global_index")) {
            while (row.next()) {
                assertThat(row.getLong("global_index")).isEqualTo(events.size() + 1L);
                events.add(event(row));
            }
        }
        return events;
    }

    private GeneratedEvent event(ResultSet row) throws SQLException {
        MetaData metadata = serializer.deserialize(
                new SimpleSerializedObject<>(row.getString("metadata"), String.class, MetaData.class.getName(), null));
        GeneratedEvent event = new GeneratedEvent(
                DateTimeUtils.parseInstant(row.getString("recorded_at")),
                UUID.fromString(row.getString("event_id")),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                serializer.deserialize(new SimpleSerializedObject<>(
                        row.getString("payload"),
                        String.class,
                        row.getString("event_type"),
                        row.getString("revision"))),
                new HashMap<>());
        metadata.forEach((key, value) -> event.metadata().put(key, value.toString()));
        return event;
    }

    private static void run(DataSource store, String... scripts) throws SQLException {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute(script);
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream file = HistoryLoader.class.getResourceAsStream(SCRIPT)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
