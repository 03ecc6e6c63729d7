package io.tokenledger.query.signals;

import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/**
 * Raises signals from uses. It covers the whole history, so that operators see how often each signal would have been
 * raised.
 */
@Component
@ProcessingGroup(SignalProjection.NAME)
class SignalProjection implements Projection {
    static final String NAME = "signals";

    private final DetectionStateRepository table;

    SignalProjection(DetectionStateRepository table) {
        this.table = table;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("token");
    }

    @Override
    public List<String> tables() {
        return List.of("signal_judged_v1", "signal_sighting_v1", "signal_count_v1", "signal_v1");
    }

    @EventHandler
    void on(UsageEvent event, TrackingToken token) {
        ProjectionBatch.current(NAME, () -> new SignalBatch(table), SignalBatch::flush)
                .add(EventPositions.of(token), event);
    }
}
