package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.postgres.RecentAppendRepository;
import io.tokenledger.eventstore.startup.StartupException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Detects whether Axon Server lost events that the tables in PostgreSQL already contain. It compares every checkpoint
 * of the tables with the end of the events. Checkpoints are the position of the lookup tables, tracking tokens, and the
 * numbers of recent events.
 */
public final class LostEventDetector {
    private static final String REMEDY =
            " Restore PostgreSQL and Axon Server to the same point in time, PostgreSQL first."
                    + " To accept the loss instead, stop all processes, run `java -jar all-in-one.jar rebuild-tables`"
                    + " with the configuration of a process, and start them again.";

    private final EventStore events;
    private final EventPositions positions;
    private final RecentAppendRepository appends;
    private final Serializer serializer;
    private final JdbcClient jdbc;

    LostEventDetector(
            EventStore events,
            EventPositions positions,
            RecentAppendRepository appends,
            Serializer serializer,
            JdbcClient jdbc) {
        this.events = events;
        this.positions = positions;
        this.appends = appends;
        this.serializer = serializer;
        this.jdbc = jdbc;
    }

    private record Checkpoint(String owner, long position) {}

    /**
     * Compares all checkpoints with the events.
     *
     * @param lookUps position up to which the lookup tables contain the events
     * @throws StartupException if events are lost; its message says what to do
     */
    public void requireNone(long lookUps) {
        requireReached(new Checkpoint("lookup tables", lookUps));
        requireTokensReached();
        appends.all().forEach(this::requirePresent);
    }

    /** Compares the positions of event processors only, which is quick. */
    void requireTokensReached() {
        furthestToken().ifPresent(this::requireReached);
    }

    /** Deletes records of events that are certainly on disk. Call this only after {@link #requireNone}. */
    public void deleteOldAppends() {
        appends.deleteOld();
    }

    private void requireReached(Checkpoint checkpoint) {
        long head = positions.head();
        if (checkpoint.position() > head) {
            throw new StartupException(
                    "Axon Server lost events: the tables in PostgreSQL contain events up to position "
                            + checkpoint.position() + " (" + checkpoint.owner() + "), but Axon Server only up to "
                            + head + "."
                            + REMEDY);
        }
    }

    private void requirePresent(RecentAppendRepository.Append append) {
        long last = events.lastSequenceNumberFor(append.aggregateId()).orElse(-1L);
        if (last < append.sequenceNumber()) {
            throw new StartupException("Axon Server lost events: the tables in PostgreSQL contain event number "
                    + append.sequenceNumber() + " of " + append.aggregateId()
                    + " (counted from 0), but Axon Server has only " + (last + 1) + " of its events." + REMEDY);
        }
    }

    private Optional<Checkpoint> furthestToken() {
        List<Checkpoint> tokens = jdbc.sql(
                        "SELECT processor_name, token, token_type FROM events.tracking_token WHERE token IS NOT NULL")
                .query((row, number) -> new Checkpoint(
                        row.getString("processor_name"), position(row.getBytes("token"), row.getString("token_type"))))
                .list();
        return tokens.stream().max(Comparator.comparingLong(Checkpoint::position));
    }

    private long position(byte[] token, String type) {
        @Nullable Object read = serializer.deserialize(new SimpleSerializedObject<>(token, byte[].class, type, null));
        return EventPositions.of((TrackingToken) read);
    }
}
