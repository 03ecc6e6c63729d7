package io.tokenledger.query.replay;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far live projections have come, as their last committed batches say; right in every process. */
@Component
class LivePositions {
    private final JdbcClient jdbc;

    LivePositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The position of the last event that the live read model has taken in; 0 before the first. */
    long of(String projection) {
        return jdbc.sql("""
                        SELECT coalesce(max(global_index), 0) FROM events.domain_event
                        WHERE global_index <= (
                            SELECT (convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint FROM events.tracking_token
                            WHERE processor_name = ? AND segment = 0)""").param(projection).query(Long.class).single();
    }

    /** The position of the last event. */
    long head() {
        return jdbc.sql("SELECT coalesce(max(global_index), 0) FROM events.domain_event")
                .query(Long.class)
                .single();
    }
}
