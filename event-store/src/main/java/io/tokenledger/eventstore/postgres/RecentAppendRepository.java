package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.StoreLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code events.recent_append}: for each aggregate that changed recently, the number of its last event. They
 * are written in the transaction of the tables. So PostgreSQL records the events that Axon Server confirmed.
 */
public final class RecentAppendRepository {
    private final JdbcClient jdbc;

    public RecentAppendRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An aggregate and the number of its last event.
     *
     * @param sequenceNumber number of the event in its aggregate, from 0
     */
    public record Append(String aggregateId, long sequenceNumber) {}

    /**
     * Records the events that the current transaction is about to append. The rows are sorted, so that no two
     * transactions deadlock.
     */
    public void save(List<DomainEventMessage<?>> events) {
        Map<String, Long> last = new TreeMap<>();
        events.forEach(event -> last.merge(event.getAggregateIdentifier(), event.getSequenceNumber(), Math::max));
        jdbc.sql("""
                        INSERT INTO events.recent_append AS known (aggregate_id, sequence_number, appended_at)
                        SELECT aggregate_id, sequence_number, clock_timestamp()
                        FROM unnest(?::text[], ?::bigint[]) AS noted (aggregate_id, sequence_number)
                        ON CONFLICT (aggregate_id) DO UPDATE
                        SET sequence_number = excluded.sequence_number, appended_at = excluded.appended_at""")
                .params(last.keySet().toArray(String[]::new), last.values().toArray(Long[]::new))
                .update();
    }

    public List<Append> all() {
        return jdbc.sql("SELECT aggregate_id, sequence_number FROM events.recent_append")
                .query((row, number) -> new Append(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Deletes rows of events that were appended more than 15 seconds ago, and so are on disk. */
    public void deleteOld() {
        jdbc.sql("DELETE FROM events.recent_append WHERE appended_at < clock_timestamp() - make_interval(secs => ?)")
                .param(StoreLimits.RECENT_APPEND_RETENTION.toSeconds())
                .update();
    }
}
