package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.EventPositions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Positions of events in PostgreSQL. */
final class PostgresEventPositions implements EventPositions {
    private final JdbcClient jdbc;

    PostgresEventPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long head() {
        return jdbc.sql("SELECT coalesce(max(global_index), 0) FROM events.domain_event")
                .query(Long.class)
                .single();
    }

    @Override
    public long lastOf(String aggregateId) {
        return jdbc.sql("""
                        SELECT global_index FROM events.domain_event WHERE aggregate_id = ?
                        ORDER BY sequence_number DESC LIMIT 1""").param(aggregateId).query(Long.class).optional().orElse(0L);
    }

    /** Reads after the commit: events are appended right before it, after their tables are written. */
    @Override
    public LongSupplier lastOfOnceCommitted(String aggregateId) {
        return () -> lastOf(aggregateId);
    }

    @Override
    public Optional<Recorded> firstAfter(long position) {
        return jdbc.sql("""
                        SELECT global_index, recorded_at FROM events.domain_event WHERE global_index > ?
                        ORDER BY global_index LIMIT 1""").param(position).query(PostgresEventPositions::read).optional();
    }

    @Override
    public Optional<Recorded> lastUpTo(long position) {
        return jdbc.sql("""
                        SELECT global_index, recorded_at FROM events.domain_event WHERE global_index <= ?
                        ORDER BY global_index DESC LIMIT 1""").param(position).query(PostgresEventPositions::read).optional();
    }

    @Override
    public long countUpTo(long position) {
        return jdbc.sql("SELECT count(*) FROM events.domain_event WHERE global_index <= ?")
                .param(position)
                .query(Long.class)
                .single();
    }

    @Override
    public @Nullable TrackingToken tokenAt(long position) {
        return position == 0 ? null : GapAwareTrackingToken.newInstance(position, Set.of());
    }

    private static Recorded read(ResultSet row, int number) throws SQLException {
        return new Recorded(row.getLong("global_index"), Instant.parse(row.getString("recorded_at")));
    }
}
