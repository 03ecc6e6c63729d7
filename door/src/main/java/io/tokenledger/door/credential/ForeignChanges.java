package io.tokenledger.door.credential;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StopSignal;
import io.tokenledger.eventstore.UnknownEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Makes this process forget what another one has changed, by following the events that all share. It asks for the end of
 * the events several times a second; once it has come to the end that it was told, everything that was committed before
 * it asked is known here, and it tells the others so ({@link Doors}). When that was too long ago, the door must not say
 * yes to anybody.
 */
final class ForeignChanges implements Sight, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignChanges.class);
    private static final long LOOK_EVERY_MS = 250;

    private final EventStore events;
    private final Credentials credentials;
    private final Accounts accounts;
    private final Doors doors;
    private final long limitNanos;
    private volatile long seenAt;
    private volatile boolean blind;
    private volatile boolean running;
    private @Nullable Thread follower;
    private final StopSignal stopping = new StopSignal();

    /**
     * Not yet following.
     *
     * @param limit for how long the door may decide without having seen the end of the events
     */
    ForeignChanges(EventStore events, Credentials credentials, Accounts accounts, Doors doors, Duration limit) {
        this.events = events;
        this.credentials = credentials;
        this.accounts = accounts;
        this.doors = doors;
        this.limitNanos = limit.toNanos();
        this.seenAt = System.nanoTime() - limitNanos - 1;
    }

    @Override
    public void demand() {
        if (System.nanoTime() - seenAt > limitNanos) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(
                    1, "This process cannot see what others change, and does not guess.");
        }
    }

    private void follow() {
        TrackingToken seen = null;
        boolean begun = false;
        while (!stopping.isGivenWithin(0)) {
            try {
                if (!begun) {
                    seen = events.createHeadToken();
                    credentials.forgetAll();
                    accounts.forgetAll();
                    begun = true;
                }
                seen = follow(seen);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException away) {
                lost(away);
                stopping.isGivenWithin(LOOK_EVERY_MS);
            }
        }
    }

    /** From a position until something fails or the process stops; where it stopped. */
    private @Nullable TrackingToken follow(@Nullable TrackingToken from) throws InterruptedException {
        TrackingToken seen = from;
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(from)) {
            while (!stopping.isGivenWithin(0)) {
                long asked = System.nanoTime();
                long end = EventPositions.of(events.createHeadToken());
                do {
                    if (stream.hasNextAvailable((int) LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                        TrackedEventMessage<?> event = stream.nextAvailable();
                        forget(event);
                        seen = event.trackingToken();
                    }
                } while (EventPositions.of(seen) < end && !stopping.isGivenWithin(0));
                doors.report(EventPositions.of(seen));
                found(asked);
            }
        }
        return seen;
    }

    private void found(long asked) {
        seenAt = asked;
        if (blind) {
            blind = false;
            LOG.info("The door sees what others change again.");
        }
    }

    private void lost(RuntimeException away) {
        if (!blind) {
            blind = true;
            LOG.warn("The door cannot see what others change: {}", away.toString());
        }
    }

    /** By the kind and id of the aggregate, which are known of events too that only a newer build can read. */
    private void forget(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> change && change.getType() != null) {
            switch (change.getType()) {
                case "PersonalAccessToken" -> credentials.forget(UUID.fromString(change.getAggregateIdentifier()));
                case "Account" -> accounts.forget(UUID.fromString(change.getAggregateIdentifier()));
                case "Organization" -> forgetMember(change);
                default -> {}
            }
        }
    }

    private void forgetMember(DomainEventMessage<?> change) {
        switch (change.getPayload()) {
            case MemberAdded added -> accounts.forget(added.accountId());
            case MemberRoleChanged changed -> accounts.forget(changed.accountId());
            case MemberRemoved removed -> accounts.forget(removed.accountId());
            case UnknownEvent unknown -> accounts.forgetAll();
            default -> {}
        }
    }

    @Override
    public void start() {
        stopping.reset();
        running = true;
        follower = Thread.ofPlatform().daemon().name("foreign-changes").start(this::follow);
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
        seenAt = System.nanoTime() - limitNanos - 1;
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
