package io.tokenledger.query.auditstreaming;

import io.tokenledger.events.operatoraudit.SinkAdded;
import io.tokenledger.events.operatoraudit.SinkChanged;
import io.tokenledger.events.operatoraudit.SinkPaused;
import io.tokenledger.events.operatoraudit.SinkRemoved;
import io.tokenledger.events.operatoraudit.SinkResumed;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the sinks of the API from their events. The event is the only write of a change, so a change that is recorded
 * cannot be lost or be half done.
 */
@Component
@ProcessingGroup(ManagedSinkProjection.NAME)
class ManagedSinkProjection implements Projection {
    static final String NAME = "sinks";

    private final JdbcTemplate jdbc;

    ManagedSinkProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SinkAdded event, TrackingToken token) {
        change(SqlChange.of(
                """
                INSERT INTO managed_sink_v1 (
                    sink_id, name, type, target, format, start_position, paused, removed, position)
                VALUES (?, ?, ?, ?, ?, ?, false, false, ?) ON CONFLICT (sink_id) DO NOTHING""",
                event.sinkId(),
                event.sink(),
                event.type(),
                event.target(),
                event.format(),
                event.position(),
                EventPositions.of(token)));
    }

    @EventHandler
    void on(SinkChanged event, TrackingToken token) {
        update(event.sinkId(), token, "target = ?, format = ?", event.target(), event.format());
    }

    @EventHandler
    void on(SinkPaused event, TrackingToken token) {
        update(event.sinkId(), token, "paused = true");
    }

    @EventHandler
    void on(SinkResumed event, TrackingToken token) {
        update(event.sinkId(), token, "paused = false");
    }

    @EventHandler
    void on(SinkRemoved event, TrackingToken token) {
        update(event.sinkId(), token, "removed = true");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("ledger");
    }

    @Override
    public List<String> tables() {
        return List.of("managed_sink_v1");
    }

    private void update(UUID id, TrackingToken token, String assignments, @Nullable Object... values) {
        long position = EventPositions.of(token);
        List<@Nullable Object> all = new ArrayList<@Nullable Object>(Arrays.asList(values));
        all.addAll(List.of(position, id, position));
        change(SqlChange.of(
                "UPDATE managed_sink_v1 SET " + assignments + ", position = ? WHERE sink_id = ? AND position < ?",
                all.toArray()));
    }

    private void change(SqlChange change) {
        ProjectionBatch.add(NAME, jdbc, change);
    }
}
