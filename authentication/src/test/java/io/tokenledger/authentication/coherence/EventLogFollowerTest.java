package io.tokenledger.authentication.coherence;

import static org.awaitility.Awaitility.await;

import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A follower on a real store. */
class EventLogFollowerTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final TestDatabase database = TestDatabase.of("events", "command_side");

    /** A listener that fails with an out-of-memory error once, and hangs on demand. */
    private static final class FailingListener implements FollowerListener {
        private final EventStore events;
        private final AtomicInteger errors = new AtomicInteger(1);
        private final AtomicBoolean hanging = new AtomicBoolean();

        FailingListener(EventStore events) {
            this.events = events;
        }

        @Override
        public @Nullable TrackingToken begin() {
            return events.createHeadToken();
        }

        @Override
        public void onEvent(TrackedEventMessage<?> event) {}

        @Override
        public void onPosition(long position) {
            if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("thrown by a test");
            }
            while (hanging.get()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void it_goes_on_after_an_error_and_health_tells_when_it_hangs() throws SQLException {
        EventStore events = new EventStoreUnderTest(database).bean(EventStore.class);
        FailingListener listener = new FailingListener(events);
        try (CacheLeases leases =
                new CacheLeases(CoherenceConfiguration.ownConnections(database.pool()), LIMIT, false)) {
            EventLogFollower follower = new EventLogFollower(events, listener, leases, LIMIT);
            follower.start(); // returns once the follower has reached the end of the events
            try {
                await().until(() -> follower.contactProblem().isEmpty());

                listener.hanging.set(true);
                await().until(() -> follower.contactProblem().isPresent());
                listener.hanging.set(false);
                await().until(() -> follower.contactProblem().isEmpty());
            } finally {
                listener.hanging.set(false);
                follower.stop();
            }
        }
    }
}
