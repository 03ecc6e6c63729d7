package io.tokenledger.authentication.coherence;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.health.StoreContact;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StopSignal;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Makes this process know what another one has changed, by following the events that all share. It asks for the end of
 * the events several times a second; once it has come to the end that it was told, everything that was committed before
 * it asked is known here, and it tells the others so ({@link CacheLeases}). When that was too long ago, the door must not say
 * yes to anybody.
 */
final class EventLogFollower implements CacheFreshness, StoreContact, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogFollower.class);
    private static final long LOOK_EVERY_MS = 250;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration FIRST_SIGHT = Duration.ofSeconds(20);
    private static final int MOST_PATIENCE = 180; // an hour, for tables that are made anew from all events

    private final EventStore events;
    private final FollowerListener learning;
    private final CacheLeases doors;
    private final Duration limit;
    private volatile SuspendAwareTimestamp seenAt = SuspendAwareTimestamp.longAgo();
    private volatile long seenUpTo;
    private volatile boolean blind;
    private volatile @Nullable String problem;
    private volatile boolean progressed;
    private volatile @Nullable StartupException refusal;
    private volatile boolean running;
    private @Nullable TrackingToken seen; // by the follower alone
    private @Nullable Thread follower;
    private CountDownLatch firstSight = new CountDownLatch(1);
    private final StopSignal stopping = new StopSignal();

    /**
     * Not yet following.
     *
     * @param limit for how long the door may decide without having seen the end of the events
     */
    EventLogFollower(EventStore events, FollowerListener learning, CacheLeases doors, Duration limit) {
        this.events = events;
        this.learning = learning;
        this.doors = doors;
        this.limit = limit;
    }

    @Override
    public void demand() {
        if (seenAt.isOlderThan(limit)) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(
                    1, "This process cannot see what others change, and does not guess.");
        }
    }

    /** Returns once this process has learned everything that was appended before. */
    void awaitEnd() {
        long end = EventPositions.of(events.createHeadToken());
        SuspendAwareTimestamp begun = SuspendAwareTimestamp.now();
        while (seenUpTo < end) {
            if (begun.isOlderThan(limit)) {
                throw ProblemCode.STORE_UNAVAILABLE.retryAfter(
                        1, "This process does not know yet what was done last, and does not risk to do it twice.");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void follow() {
        boolean begun = false;
        while (!stopping.isGivenWithin(0)) {
            try {
                seen = begun ? learning.resume(seen) : learning.begin();
                seenUpTo = Math.min(seenUpTo, EventPositions.of(seen));
                begun = true;
                followOn();
            } catch (InterruptedException stop) {
                return;
            } catch (Throwable away) { // also an Error: a door without its follower would refuse for ever
                if (!begun && away instanceof StartupException refused) {
                    refusal = refused;
                    firstSight.countDown();
                    return;
                }
                lost(away);
                stopping.isGivenWithin(LOOK_EVERY_MS);
            }
        }
    }

    /** Until something fails or the process stops. */
    private void followOn() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(seen)) {
            while (!stopping.isGivenWithin(0)) {
                SuspendAwareTimestamp asked = SuspendAwareTimestamp.now();
                long end = EventPositions.of(events.createHeadToken());
                do {
                    if (stream.hasNextAvailable((int) LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                        TrackedEventMessage<?> event = stream.nextAvailable();
                        learn(event);
                    }
                } while (EventPositions.of(seen) < end && !stopping.isGivenWithin(0));
                long position = EventPositions.of(seen);
                learning.learned(position);
                if (doors.report(position)) {
                    found(asked, position);
                }
            }
        }
    }

    private void learn(TrackedEventMessage<?> event) {
        long position = EventPositions.of(event.trackingToken());
        try {
            learning.learn(event);
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "The event at position " + position + ", a "
                            + event.getPayloadType().getSimpleName() + ", cannot be taken in: " + failure.getMessage(),
                    failure);
        }
        seen = event.trackingToken();
        learning.learned(position);
        progressed = true;
    }

    private void found(SuspendAwareTimestamp asked, long position) {
        seenUpTo = position;
        seenAt = asked;
        problem = null;
        if (blind) {
            blind = false;
            LOG.info("Regained contact with the event store; requests are answered again.");
        }
        firstSight.countDown();
    }

    /** A shorter absence stops no decision. */
    @Override
    public Optional<String> lost() {
        if (!seenAt.isOlderThan(limit)) {
            return Optional.empty();
        }
        String known = problem;
        return Optional.of(
                known == null
                        ? "It has not come to the end of the events for " + limit.toSeconds() + " seconds."
                        : known);
    }

    private void lost(Throwable away) {
        String said = Objects.requireNonNullElse(away.getMessage(), away.toString());
        boolean lasts = away instanceof StartupException && !said.equals(problem);
        if (!blind || lasts) {
            LOG.warn(
                    "Lost contact with the event store: {}. Without it, requests get 503 after {} s; retrying.",
                    away.toString(),
                    limit.toSeconds());
        }
        blind = true;
        problem = said;
    }

    @Override
    public void start() {
        stopping.reset();
        running = true;
        firstSight = new CountDownLatch(1);
        follower = Thread.ofPlatform().daemon().name("foreign-changes").start(this::follow);
        awaitFirstSight();
    }

    /** Before the web server opens, and before anybody asks whether this is an empty ledger. */
    private void awaitFirstSight() {
        try {
            for (int patience = 0; !firstSight.await(FIRST_SIGHT.toSeconds(), TimeUnit.SECONDS); patience++) {
                boolean stuck = blind && !progressed;
                progressed = false;
                if (stuck || patience == MOST_PATIENCE) {
                    throw new StartupException(
                            "The events cannot be read: start what LEDGER_STORE names, or correct its address, its user or its"
                                    + " token. The warnings before this say what failed.");
                }
                LOG.info("Reading what has happened so far ...");
            }
            if (refusal != null) {
                throw refusal;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        stopping.give();
        Thread last = follower;
        try {
            if (last != null) {
                last.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        seenAt = SuspendAwareTimestamp.longAgo();
        try {
            doors.leave();
        } catch (DataAccessException away) {
            LOG.debug("The store is away, so the others wait until this door's time has run out", away);
        }
    }

    /** After the web server, whose last requests still ask the door. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
