package io.tokenledger.authentication.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A separate follower on the store of a ledger. */
class EventLogFollowerTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

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
                throw new OutOfMemoryError("as a test has it");
            }
            while (hanging.get()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void it_goes_on_after_an_error_and_health_tells_when_it_hangs() throws SQLException {
        EventStore events = ledger.bean(EventStore.class);
        FailingListener learning = new FailingListener(events);
        try (CacheLeases doors =
                new CacheLeases(CoherenceConfiguration.ownConnections(ledger.bean(DataSource.class)), LIMIT, false)) {
            EventLogFollower changes = new EventLogFollower(events, learning, doors, LIMIT);
            changes.start(); // returns once the follower has reached the end of the events
            try {
                assertThat(changes.lost()).isEmpty();

                learning.hanging.set(true);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> changes.lost().isPresent());
                learning.hanging.set(false);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> changes.lost().isEmpty());
            } finally {
                learning.hanging.set(false);
                changes.stop();
            }
        }
    }
}
