package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.StoreLimits;
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
 * Axon's engine on PostgreSQL, with three additions.
 *
 * <p>It checks the disk space before each append, because every event of the ledger passes here.
 *
 * <p>While many events arrive, it lets them gather for 50 ms before a read. A projection's transaction costs as much as
 * dozens of events, so a few large batches are cheaper than many small ones. A single event is read at once, and a
 * reader that is behind never waits.
 *
 * <p>It ends each read of the {@link TailReader} after 10,000 events. That thread reads for all readers at the end of
 * the events, and keeps the events of one read in memory. A million events would not fit, for example after a bulk load
 * or a suspension.
 */
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {
    private static final int GATHERING_THRESHOLD = 4;
    private static final long GATHERING_NANOS = Duration.ofMillis(50).toNanos();

    private final DiskSpaceGuard diskSpace;
    private final ThreadLocal<Boolean> manyArriving = ThreadLocal.withInitial(() -> false); // one for each reader

    PostgresEventStorageEngine(Builder builder, DiskSpaceGuard diskSpace) {
        super(builder);
        this.diskSpace = diskSpace;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        diskSpace.requireSpace();
        super.appendEvents(events, serializer);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken last, boolean mayBlock) {
        Stream<? extends TrackedEventMessage<?>> events = super.readEvents(last, mayBlock);
        return Thread.currentThread() instanceof TailReader ? events.limit(StoreLimits.MAX_EVENTS_PER_READ) : events;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        if (manyArriving.get()) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
        List<? extends TrackedEventData<?>> events = super.fetchTrackedEvents(last, batchSize);
        manyArriving.set(events.size() >= GATHERING_THRESHOLD && events.size() < batchSize);
        return events;
    }
}
