package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.EventPositions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Positions of events in PostgreSQL. */
final class PostgresEventPositions implements EventPositions {
    private final JdbcClient jdbc;
    private final AppendedPositions appended;

    PostgresEventPositions(JdbcClient jdbc, AppendedPositions appended) {
        this.jdbc = jdbc;
        this.appended = appended;
    }

    @Override
    public long head() {
        return jdbc.sql("SELECT coalesce(max(position), 0) FROM events.any_event")
                .query(Long.class)
                .single();
    }

    @Override
    public long lastOf(String aggregateId) {
        return appended.last(aggregateId).orElseGet(() -> readLastOf(aggregateId));
    }

    private long readLastOf(String aggregateId) {
        return jdbc.sql("""
                        SELECT global_index FROM events.domain_event WHERE aggregate_id = ?
                        ORDER BY sequence_number DESC LIMIT 1""").param(aggregateId).query(Long.class).optional().orElse(0L);
    }

    /** Events are appended right before the commit, after their tables are written. */
    @Override
    public LongSupplier lastOfOnceCommitted(String aggregateId) {
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        return () -> AppendedPositions.last(root, aggregateId).orElseGet(() -> lastOf(aggregateId));
    }

    @Override
    public Optional<Recorded> firstAfter(long position) {
        return jdbc.sql("""
                        SELECT position, recorded_at FROM events.any_event WHERE position > ?
                        ORDER BY position LIMIT 1""").param(position).query(PostgresEventPositions::read).optional();
    }

    @Override
    public Optional<Recorded> lastUpTo(long position) {
        return jdbc.sql("""
                        SELECT position, recorded_at FROM events.any_event WHERE position <= ?
                        ORDER BY position DESC LIMIT 1""").param(position).query(PostgresEventPositions::read).optional();
    }

    @Override
    public long countUpTo(long position) {
        return jdbc.sql("SELECT count(*) FROM events.any_event WHERE position <= ?")
                .param(position)
                .query(Long.class)
                .single();
    }

    @Override
    public @Nullable TrackingToken tokenAt(long position) {
        return position == 0 ? null : GapAwareTrackingToken.newInstance(position, Set.of());
    }

    private static Recorded read(ResultSet row, int number) throws SQLException {
        return new Recorded(
                row.getLong("position"), row.getTimestamp("recorded_at").toInstant());
    }
}
