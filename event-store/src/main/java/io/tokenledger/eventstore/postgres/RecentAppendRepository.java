package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code events.recent_append}: for each aggregate that changed a short while ago, the number of its last event. They
 * are written in the transaction of the tables, so that PostgreSQL remembers what Axon Server confirmed.
 */
public final class RecentAppendRepository {
    /** Many times the interval in which Axon Server forces its files to disk. */
    private static final Duration KEPT = Duration.ofSeconds(15);

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

    /** Notes the events that the transaction under way is about to append; ordered, so that no two transactions deadlock. */
    public void note(List<DomainEventMessage<?>> events) {
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

    /** Deletes rows of events that have been on disk for long. */
    public void deleteOld() {
        jdbc.sql("DELETE FROM events.recent_append WHERE appended_at < clock_timestamp() - make_interval(secs => ?)")
                .param(KEPT.toSeconds())
                .update();
    }
}
