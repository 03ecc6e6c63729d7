package io.tokenledger.authentication.coherence;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.health.StoreContact;
import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Follows the event log that all processes share, so that this process sees their changes. Several times a second, a
 * thread asks for the end of the log and reads up to it. Then this process has seen everything that was committed
 * before the request, and reports the position to {@link CacheLeases}. If the last such request is too long ago, this
 * process verifies no credential.
 */
final class EventLogFollower extends BackgroundComponent implements CacheFreshness, StoreContact {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogFollower.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration START_CHECK_INTERVAL = Duration.ofSeconds(20);

    private final EventStore events;
    private final FollowerListener listener;
    private final CacheLeases leases;
    private final Duration limit;
    private volatile SuspendAwareTimestamp seenAt = SuspendAwareTimestamp.longAgo();
    private volatile long seenUpTo;
    private volatile boolean begun;
    private volatile boolean contactLost;
    private volatile @Nullable String problem;
    private volatile boolean progressed;
    private volatile @Nullable StartupException startupFailure;
    private @Nullable TrackingToken seen; // used by the follower thread only
    private CountDownLatch caughtUp = new CountDownLatch(1);

    /**
     * Creates a follower that is not started.
     *
     * @param limit maximum time for which this process may verify credentials without having reached the end of the
     *     events
     */
    EventLogFollower(EventStore events, FollowerListener listener, CacheLeases leases, Duration limit) {
        super(AFTER_WEB_SERVER, AuthenticationLimits.FOLLOWER_STOP_TIMEOUT); // its last requests verify credentials
        this.events = events;
        this.listener = listener;
        this.leases = leases;
        this.limit = limit;
    }

    @Override
    public void requireFresh() {
        if (seenAt.isOlderThan(limit)) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(
                    1, "Temporarily unavailable: this process lost contact with the event store.");
        }
    }

    /** Returns once this process has handled every event that was appended before the call. */
    void awaitEnd() {
        long end = EventPositions.of(events.createHeadToken());
        SuspendAwareTimestamp begun = SuspendAwareTimestamp.now();
        while (seenUpTo < end) {
            if (begun.isOlderThan(limit)) {
                throw ProblemCode.STORE_UNAVAILABLE.retryAfter(
                        1,
                        "This process has not applied the latest events yet, so it cannot detect a repeated request.");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void follow() {
        while (!isStopping()) {
            try {
                seen = begun ? listener.resume(seen) : listener.begin();
                seenUpTo = Math.min(seenUpTo, EventPositions.of(seen));
                begun = true;
                followStream();
            } catch (InterruptedException stop) {
                return;
            } catch (Throwable away) { // also an Error: without its follower, this process verifies nothing
                if (!begun && away instanceof StartupException refused) {
                    startupFailure = refused;
                    caughtUp.countDown();
                    return;
                }
                recordLoss(away);
                stopsWithin(POLL_INTERVAL);
            }
        }
    }

    /** Follows the events until something fails or the process stops. */
    private void followStream() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(seen)) {
            while (!isStopping()) {
                SuspendAwareTimestamp requestedAt = SuspendAwareTimestamp.now();
                long end = EventPositions.of(events.createHeadToken());
                do {
                    if (stream.hasNextAvailable((int) POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                        TrackedEventMessage<?> event = stream.nextAvailable();
                        deliver(event);
                    }
                } while (EventPositions.of(seen) < end && !isStopping());
                long position = EventPositions.of(seen);
                listener.onPosition(position);
                if (leases.report(position)) {
                    recordContact(requestedAt, position);
                }
            }
        }
    }

    private void deliver(TrackedEventMessage<?> event) {
        long position = EventPositions.of(event.trackingToken());
        try {
            listener.onEvent(event);
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "The event at position " + position + " ("
                            + event.getPayloadType().getSimpleName() + ") cannot be applied: " + failure.getMessage(),
                    failure);
        }
        seen = event.trackingToken();
        listener.onPosition(position);
        progressed = true;
    }

    private void recordContact(SuspendAwareTimestamp requestedAt, long position) {
        seenUpTo = position;
        seenAt = requestedAt;
        problem = null;
        if (contactLost) {
            contactLost = false;
            LOG.info("The event log follower regained contact with the event store. Credentials can be verified.");
        }
        caughtUp.countDown();
    }

    /** Does not report a loss of contact shorter than the limit, because it stops no verification. */
    @Override
    public Optional<String> contactProblem() {
        if (!seenAt.isOlderThan(limit)) {
            return Optional.empty();
        }
        String known = problem;
        return Optional.of(
                known == null
                        ? "The event log follower has not reached the end of the events for " + limit.toSeconds()
                                + " seconds."
                        : known);
    }

    private void recordLoss(Throwable away) {
        String message = Objects.requireNonNullElse(away.getMessage(), away.toString());
        boolean lasts = away instanceof StartupException && !message.equals(problem);
        if (!contactLost || lasts) {
            LOG.warn(
                    "The event log follower lost contact with the event store: {}. Requests get 503 if this lasts"
                            + " longer than {} s. Retrying.",
                    away.toString(),
                    limit.toSeconds());
        }
        contactLost = true;
        problem = message;
    }

    @Override
    protected void onStart() {
        caughtUp = new CountDownLatch(1);
        begun = false;
        startThread("event-log-follower", this::follow);
        awaitCaughtUp();
    }

    /**
     * Blocks the start until the end of the events is reached. The web server and the check for an empty ledger come
     * later.
     */
    private void awaitCaughtUp() {
        try {
            for (int checks = 0; !caughtUp.await(START_CHECK_INTERVAL.toSeconds(), TimeUnit.SECONDS); checks++) {
                boolean stuck = contactLost && !progressed;
                progressed = false;
                if (stuck || checks == AuthenticationLimits.START_TIMEOUT.dividedBy(START_CHECK_INTERVAL)) {
                    throw new StartupException(
                            "The event store is unavailable. Start the store that LEDGER_STORE selects, or correct"
                                    + " its address, user or token. Earlier warnings in the log name the cause.");
                }
                LOG.info(
                        "The event log follower is still reading events. The web server starts when it reaches their end.");
            }
            if (startupFailure != null) {
                throw startupFailure;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void onStop() {
        seenAt = SuspendAwareTimestamp.longAgo();
        try {
            leases.release();
        } catch (DataAccessException away) {
            LOG.debug(
                    "The store is unavailable, so other processes wait until the cache lease of this process expires",
                    away);
        }
    }
}
