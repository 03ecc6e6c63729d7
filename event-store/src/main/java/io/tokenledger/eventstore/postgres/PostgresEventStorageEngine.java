package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's engine on PostgreSQL, with three things of ours. It asks for room before it appends: every event of the ledger
 * passes here. And while many events are coming, it lets them gather for a moment before they are read: a projection's
 * transaction costs as much as dozens of events, so a few large batches are cheaper than many small ones. A lone event
 * is read at once, and a reader that has fallen behind never waits. And the one thread that reads for all who have come to
 * the end ({@link TailReader}) is told now and then that there is no more: what it reads in one go stays in memory until
 * then, and a million events that were loaded at once, or while the process was suspended, would not fit.
 */
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {
    private static final int MANY = 4;
    private static final int MOST_IN_ONE_GO = 10_000;
    private static final long MOMENT_NANOS = Duration.ofMillis(50).toNanos();

    private final DiskSpaceGuard room;
    private final ThreadLocal<Boolean> manyAreComing = ThreadLocal.withInitial(() -> false); // one for each reader

    PostgresEventStorageEngine(Builder builder, DiskSpaceGuard room) {
        super(builder);
        this.room = room;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        room.demandRoom();
        super.appendEvents(events, serializer);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken last, boolean mayBlock) {
        Stream<? extends TrackedEventMessage<?>> events = super.readEvents(last, mayBlock);
        return Thread.currentThread() instanceof TailReader ? events.limit(MOST_IN_ONE_GO) : events;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        if (manyAreComing.get()) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        List<? extends TrackedEventData<?>> events = super.fetchTrackedEvents(last, batchSize);
        manyAreComing.set(events.size() >= MANY && events.size() < batchSize);
        return events;
    }
}
