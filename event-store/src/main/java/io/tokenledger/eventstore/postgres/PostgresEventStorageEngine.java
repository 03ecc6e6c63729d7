package io.tokenledger.eventstore.postgres;

import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import io.tokenledger.eventstore.useevents.UseEventTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's engine on PostgreSQL, with six changes.
 *
 * <p>It checks the disk space before each append, because every event of the ledger passes here.
 *
 * <p>It appends uses of credentials to a table of their own, and reads both tables as one stream.
 *
 * <p>It encrypts the personal texts in the metadata of events.
 *
 * <p>While many events arrive, it lets them gather for 50 ms before a read. A projection's transaction costs as much as
 * dozens of events, so a few large batches are cheaper than many small ones. Callers wait until a change is shown, so the
 * read begins as soon as a change was appended and no other is under way. After a change of another process, it waits
 * at most 10 ms longer. A single event is read at once, and a reader that is behind never waits.
 *
 * <p>It ends each read of the {@link TailReader} after 10,000 events. That thread reads for all readers at the end of
 * the events, and keeps the events of one read in memory. A million events would not fit, for example after a bulk load
 * or a suspension.
 *
 * <p>It does not repeat a read of the {@link TailReader} that has found all events.
 */
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {
    private static final int GATHERING_THRESHOLD = 4;

    private final DiskSpaceGuard diskSpace;
    private final MetadataCodec metadata;
    private final EventReader reader;
    private final DomainEventTable table;
    private final AppendedPositions positions;
    private final UseEventTable uses;
    private final @Nullable UseEventCodec useCodec;
    private final ChangesUnderWay changes;
    private final AppendingConnections connections;
    private final JdbcTemplate jdbc;

    /** For each reader, the changes before its last read; null if that read did not find many events. */
    @SuppressWarnings("ThreadLocalUsage") // a process has one engine
    private final ThreadLocal<ChangesUnderWay.@Nullable Seen> changesBeforeMany = new ThreadLocal<>();

    /** @param useCodec null if uses are appended to the table of all other events, as older builds expect */
    PostgresEventStorageEngine(
            Builder builder,
            DiskSpaceGuard diskSpace,
            MetadataCodec metadata,
            JdbcTemplate jdbc,
            AppendedPositions positions,
            UseEventTable uses,
            SubjectKeys keys,
            ChangesUnderWay changes,
            AppendingConnections connections,
            @Nullable UseEventCodec useCodec) {
        super(builder);
        this.diskSpace = diskSpace;
        this.metadata = metadata;
        this.reader = new EventReader(jdbc, keys);
        this.table = new DomainEventTable(jdbc);
        this.positions = positions;
        this.uses = uses;
        this.changes = changes;
        this.connections = connections;
        this.jdbc = jdbc;
        this.useCodec = useCodec;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        diskSpace.requireSpace();
        List<UseEventRow> rows = new ArrayList<>();
        List<EventMessage<?>> others = new ArrayList<>();
        for (EventMessage<?> event : events) {
            Optional<UseEventRow> row = useCodec == null ? Optional.empty() : useCodec.encode(event);
            row.ifPresentOrElse(rows::add, () -> others.add(metadata.seal(event)));
        }
        Runnable appendOthers = () -> positions.keep(table.append(others, serializer));
        try {
            if (others.stream().anyMatch(PostgresEventStorageEngine::isChange)) {
                connections.addCurrent(jdbc);
                changes.append(appendOthers);
            } else if (!others.isEmpty()) {
                appendOthers.run();
            }
            if (!rows.isEmpty()) {
                uses.append(rows);
            }
        } catch (DataAccessException failed) {
            handlePersistenceException(failed, events.getFirst());
        }
    }

    /** Callers wait until a projection shows their change, but not until it shows a use. */
    private static boolean isChange(EventMessage<?> event) {
        return !UsageEvent.class.isAssignableFrom(event.getPayloadType());
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken last, boolean mayBlock) {
        Stream<? extends TrackedEventMessage<?>> events = super.readEvents(last, mayBlock);
        return Thread.currentThread() instanceof TailReader ? events.limit(StoreLimits.MAX_EVENTS_PER_READ) : events;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        TailReader tail = Thread.currentThread() instanceof TailReader reading ? reading : null;
        ChangesUnderWay.Seen known = changesBeforeMany.get();
        boolean shortened = known != null && changes.awaitMoreThan(known);
        if (known == null && tail != null && tail.isAtEnd()) {
            return List.of();
        }
        if (tail != null) {
            tail.beginRead();
        }
        ChangesUnderWay.Seen beforeRead = changes.seen();
        List<? extends TrackedEventData<?>> events = reader.readAfter(EventPositions.of(last));
        if (tail != null) {
            tail.endRead(events.size() < batchSize);
        }
        // A shortened wait finds fewer uses, however many arrive.
        boolean manyArrive = events.size() >= GATHERING_THRESHOLD || (shortened && hasUse(events));
        changesBeforeMany.set(manyArrive && events.size() < batchSize ? beforeRead : null);
        return events;
    }

    private static boolean hasUse(List<? extends TrackedEventData<?>> events) {
        return events.stream().anyMatch(event -> event.getPayload().getData() instanceof UseEventRow);
    }
}
