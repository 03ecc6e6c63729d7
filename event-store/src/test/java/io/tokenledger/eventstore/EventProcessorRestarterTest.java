package io.tokenledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackerStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Restarts with processors that fail when they are stopped or started, as after an overload of the connection pool. */
class EventProcessorRestarterTest {
    private final EventProcessor listing = processor();
    private final EventProcessorRestarter restarter =
            new EventProcessorRestarter(() -> List.of(listing), this::probe, Runnable::run);
    private boolean storeIsAway = true;
    private boolean waits = true;
    private int failures;
    private int starts;

    @Test
    void a_processor_that_does_not_stop_cleanly_is_started_anyway() {
        failures = 1;
        restarter.check();
        assertThat(starts).isZero();

        storeIsAway = false;
        restarter.check();

        assertThat(starts).isEqualTo(1);
    }

    @Test
    void a_processor_that_does_not_start_is_started_by_a_later_check_and_not_again() {
        failures = 3;
        restarter.check();
        storeIsAway = false;
        restarter.check();
        assertThat(starts).as("neither stopped nor started").isZero();

        restarter.check();
        restarter.check();

        assertThat(starts).isEqualTo(1);
    }

    private void probe() {
        if (storeIsAway) {
            throw new IllegalStateException("The store is away.");
        }
    }

    /** A processor that waits after a failure, and whose next calls fail. */
    private EventProcessor processor() {
        return (EventProcessor) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StreamingEventProcessor.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "processingStatus" -> waits ? Map.of(0, waiting()) : Map.of();
                    case "shutDown" -> failOr(() -> {});
                    case "start" -> failOr(this::started);
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> "listing";
                });
    }

    private static EventTrackerStatus waiting() {
        return new TrackerStatus(Segment.ROOT_SEGMENT, null).markError(new IllegalStateException("The store is away."));
    }

    private @Nullable Object failOr(Runnable call) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("The pool has no connection.");
        }
        call.run();
        return null;
    }

    private void started() {
        starts++;
        waits = false;
    }
}
