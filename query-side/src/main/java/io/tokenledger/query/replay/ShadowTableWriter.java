package io.tokenledger.query.replay;

import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Applies events to the tables of a copy. Each batch commits in one transaction together with its position. */
@Component
class ShadowTableWriter {
    private static final int POLL_TIMEOUT_MS = 200;

    /**
     * Commits without waiting for the disk. A crash loses the last batches together with their positions. The transaction
     * that ends the replay waits for the disk, and with it for all batches before it.
     */
    private static final String COMMIT_WITHOUT_WAIT = "SET LOCAL synchronous_commit = off";

    /** Events whose handlers search for the rows of earlier events, by indexes and in sums that a copy gets at its end. */
    private static final Set<Class<?>> ERASURES = Set.of(AccountErased.class, UnattributedTextsErased.class);

    private final Map<String, Projection> projections;
    private final Map<String, AnnotationEventHandlerAdapter> handlers;
    private final EventStore events;
    private final EventPositions positions;
    private final TransactionManager transactions;
    private final ReplayRepository replays;
    private final JdbcClient jdbc;

    ShadowTableWriter(
            List<Projection> projections,
            ParameterResolverFactory parameters,
            EventStore events,
            EventPositions positions,
            TransactionManager transactions,
            ReplayRepository replays,
            JdbcClient jdbc) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.handlers = projections.stream()
                .collect(Collectors.toMap(
                        Projection::name, projection -> new AnnotationEventHandlerAdapter(projection, parameters)));
        this.events = events;
        this.positions = positions;
        this.transactions = transactions;
        this.replays = replays;
        this.jdbc = jdbc;
    }

    /** Opens the events after the position of a replay. The caller closes the stream. */
    BlockingStream<TrackedEventMessage<?>> open(Replay replay) {
        List<AnnotationEventHandlerAdapter> wanted = handlers(replay);
        long until = Objects.requireNonNullElse(replay.until(), Long.MAX_VALUE);
        return ReadAheadStream.start(
                events.openStream(positions.tokenAt(replay.position())),
                event -> position(event) <= until && wanted.stream().anyMatch(handler -> handler.canHandle(event)),
                replay.projections().stream().anyMatch(name -> projection(name).readsMetadata()),
                Thread.currentThread().getName() + "-reader");
    }

    /**
     * Applies the next events up to a position, at most 4,000.
     *
     * @param writersWait whether the writers of the live tables wait for the copy, so that no index may be created
     * @return position of the last event that is applied now
     */
    long applyBatch(Replay replay, BlockingStream<TrackedEventMessage<?>> stream, long until, boolean writersWait)
            throws Exception {
        List<TrackedEventMessage<?>> batch = next(stream, until);
        if (batch.stream().anyMatch(event -> ERASURES.contains(event.getPayloadType()))) {
            if (writersWait && replay.kind() == Replay.Kind.VERIFY) { // other replays have all indexes by now
                throw new IllegalStateException(
                        "An erasure was recorded just before the comparison. The next attempt applies it first.");
            }
            fill(replay);
            ShadowTables.createIndexes(jdbc, replay.schema(), tables(replay, Projection::tables), () -> true);
        }
        if (batch.isEmpty()) {
            return replay.position();
        }
        boolean filled = isFilled(replay);
        ReadModelSchema.of(replay.copy(filled), () -> write(replay, batch, filled));
        return position(batch.getLast());
    }

    /**
     * Collects available events, and waits 200 ms for more: a remote store sends them more slowly than they are read
     * here.
     */
    private static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> stream, long until)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        while (batch.size() < QueryLimits.MAX_REPLAY_BATCH
                && (batch.isEmpty() || position(batch.getLast()) < until)
                && stream.hasNextAvailable(POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                && stream.peek().filter(event -> position(event) <= until).isPresent()) {
            batch.add(stream.nextAvailable());
        }
        return batch;
    }

    private boolean write(Replay replay, List<TrackedEventMessage<?>> batch, boolean filled) throws Exception {
        List<AnnotationEventHandlerAdapter> wanted = handlers(replay);
        TrackedEventMessage<?> last = batch.getLast();
        BatchingUnitOfWork<TrackedEventMessage<?>> unitOfWork = new BatchingUnitOfWork<>(batch);
        unitOfWork.attachTransaction(transactions);
        unitOfWork.onPrepareCommit(ending ->
                replays.advance(replay.id(), replay.position(), position(last), last.getTimestamp(), batch.size()));
        ResultMessage<?> result = unitOfWork.executeWithResult(
                () -> {
                    TrackedEventMessage<?> event = unitOfWork.getMessage();
                    if (unitOfWork.isFirstMessage()) {
                        jdbc.sql(COMMIT_WITHOUT_WAIT).update();
                        if (!filled) {
                            lockUnfilled(replay, "ROW EXCLUSIVE");
                        }
                    }
                    for (AnnotationEventHandlerAdapter handler : wanted) {
                        handler.handle(event);
                    }
                    return null;
                },
                RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw new IllegalStateException(
                    "between positions " + position(batch.getFirst()) + " and " + position(last),
                    result.exceptionResult());
        }
        return true;
    }

    private List<AnnotationEventHandlerAdapter> handlers(Replay replay) {
        return replay.projections().stream()
                .map(name -> Objects.requireNonNull(handlers.get(name), name))
                .toList();
    }

    /**
     * Names of tables of the replayed read models.
     *
     * @param kind such as {@link Projection#tables} for all of them
     */
    List<String> tables(Replay replay, Function<Projection, List<String>> kind) {
        return replay.projections().stream()
                .flatMap(name -> kind.apply(projection(name)).stream())
                .toList();
    }

    /** Fills the last tables of a copy, unless that is done. */
    void fill(Replay replay) throws Exception {
        if (isFilled(replay)) {
            return;
        }
        ReadModelSchema.of(replay.copy(false), () -> {
            transactions.executeInTransaction(() -> {
                lockUnfilled(replay, "ACCESS EXCLUSIVE");
                replay.projections().forEach(name -> projection(name).fillLastTables());
                ShadowTables.completeFilled(jdbc, replay.schema(), tables(replay, Projection::tablesFilledLast));
            });
            return true;
        });
    }

    private boolean isFilled(Replay replay) {
        return ShadowTables.areFilled(jdbc, replay.schema(), tables(replay, Projection::tablesFilledLast));
    }

    /**
     * Keeps another process, which has taken over, from filling the tables before this transaction ends.
     *
     * @throws DataAccessException if they are filled, and so have other names
     */
    private void lockUnfilled(Replay replay, String mode) {
        List<String> unfilled = tables(replay, Projection::tablesFilledLast).stream()
                .map(ShadowTables::unfilled)
                .toList();
        ShadowTables.lock(jdbc, replay.schema(), unfilled, mode);
    }

    private Projection projection(String name) {
        return Objects.requireNonNull(projections.get(name), name);
    }

    static long position(TrackedEventMessage<?> event) {
        return EventPositions.of(event.trackingToken());
    }
}
