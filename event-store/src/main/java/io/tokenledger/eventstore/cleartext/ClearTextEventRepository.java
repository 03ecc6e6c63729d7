package io.tokenledger.eventstore.cleartext;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.useevents.UseEventRow;
import io.tokenledger.eventstore.useevents.UseEventTable;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of events in clear. A partial index finds them. */
final class ClearTextEventRepository implements ClearTextEvents {
    private final JdbcClient jdbc;
    private final UseEventTable uses;

    ClearTextEventRepository(DataSource pool) {
        this.jdbc = JdbcClient.create(pool);
        this.uses = new UseEventTable(new JdbcTemplate(pool));
    }

    /** Ordered, so that no plan reads the table even if the statistics are from before the encryption. */
    @Override
    public long remaining(long atMost) {
        return jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT FROM events.domain_event WHERE revision = '1' ORDER BY global_index LIMIT ?) found""").param(atMost).query(Long.class).single();
    }

    /** Locks the next events after a position until the end of the transaction, in the order of their positions. */
    List<StoredEvent> lockAfter(long position, int atMost) {
        return jdbc.sql("""
                        SELECT global_index, event_id, recorded_at, event_type, revision, payload, metadata
                        FROM events.domain_event WHERE revision = '1' AND global_index > ?
                        ORDER BY global_index LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(position, atMost)
                .query((row, number) -> new StoredEvent(
                        row.getLong("global_index"),
                        row.getString("event_id"),
                        DateTimeUtils.parseInstant(row.getString("recorded_at")),
                        row.getString("event_type"),
                        row.getString("revision"),
                        row.getString("payload"),
                        row.getString("metadata")))
                .list();
    }

    /**
     * Replaces the texts of locked events.
     *
     * @throws IllegalStateException if a row is not in clear any more
     */
    void replace(List<StoredEvent> encrypted) {
        int replaced = jdbc.sql("""
                        UPDATE events.domain_event stored
                        SET revision = given.revision, payload = given.payload, metadata = given.metadata
                        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[])
                             AS given (position, revision, payload, metadata)
                        WHERE stored.global_index = given.position AND stored.revision = '%s'""".formatted(EventSerializer.IN_CLEAR))
                .param(encrypted.stream().map(StoredEvent::position).toArray(Long[]::new))
                .param(texts(encrypted, StoredEvent::revision))
                .param(texts(encrypted, StoredEvent::payload))
                .param(texts(encrypted, StoredEvent::metadata))
                .update();
        requireAll(replaced, encrypted.size());
    }

    /**
     * Moves locked uses to the table of uses.
     *
     * @throws IllegalStateException if a row is not in clear any more
     */
    void move(List<UseEventRow> rows) {
        if (!rows.isEmpty()) {
            int deleted = jdbc.sql("DELETE FROM events.domain_event WHERE global_index = ANY (?) AND revision = '%s'"
                            .formatted(EventSerializer.IN_CLEAR))
                    .param(rows.stream().map(UseEventRow::position).toArray(Long[]::new))
                    .update();
            requireAll(deleted, rows.size());
            uses.insert(rows);
        }
    }

    private static void requireAll(int found, int locked) {
        if (found != locked) {
            throw new IllegalStateException("Only %d of %d locked events are in clear.".formatted(found, locked));
        }
    }

    /**
     * Locks these subject keys, so that none is destroyed before the transaction ends.
     *
     * @return whether each of them exists
     */
    boolean lockKeys(Collection<String> ids) {
        int found = jdbc.sql("""
                        SELECT subject FROM events.subject_key
                        WHERE subject = ANY (?) AND wrapped IS NOT NULL ORDER BY subject FOR SHARE""")
                .param(ids.toArray(String[]::new))
                .query(String.class)
                .list()
                .size();
        return found == ids.size();
    }

    /**
     * Deletes the snapshots of keys in clear. Encrypted ones have a revision.
     *
     * @return number of deleted snapshots
     */
    int deleteSnapshots() {
        return jdbc.sql("DELETE FROM events.snapshot WHERE aggregate_type = '%s' AND revision IS NULL"
                        .formatted(AggregateTypes.PERSONAL_ACCESS_TOKEN))
                .update();
    }

    private static String[] texts(List<StoredEvent> events, Function<StoredEvent, String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }
}
