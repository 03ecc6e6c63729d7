package io.tokenledger.query.replay;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs one replay: the copy, its indexes, and the step that ends it. */
@Component
class ReplayExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayExecutor.class);

    private final ReplayRepository replays;
    private final ShadowTableWriter writer;
    private final LivePositions live;
    private final ReplayCutover cutover;
    private final JdbcClient jdbc;

    ReplayExecutor(
            ReplayRepository replays,
            ShadowTableWriter writer,
            LivePositions live,
            ReplayCutover cutover,
            JdbcClient jdbc) {
        this.replays = replays;
        this.writer = writer;
        this.live = live;
        this.cutover = cutover;
        this.jdbc = jdbc;
    }

    /** Runs the replay from its current position to its end, to a failure, or until the process stops. */
    void resume(Replay begun, BooleanSupplier stopping) throws Exception {
        List<String> tables = writer.tables(begun);
        if (begun.position() == 0) {
            ShadowTables.drop(jdbc, begun.schema());
            ShadowTables.create(
                    jdbc, begun.schema(), tables, writer.tablesIndexedLast(begun), writer.tablesFilledLast(begun));
        }
        try (BlockingStream<TrackedEventMessage<?>> events = writer.open(begun)) {
            if (reachTarget(begun, events, stopping) && prepareToBeRead(begun, tables, events, stopping)) {
                end(begun, tables, events);
                LOG.info("Replay {} of {} is done.", begun.id(), begun.projections());
            }
        }
    }

    /** Applies all events up to the target; false if the process stops before. */
    private boolean reachTarget(Replay begun, BlockingStream<TrackedEventMessage<?>> events, BooleanSupplier stopping)
            throws Exception {
        while (advance(begun, events, target(begun), false)) {
            if (stopping.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Fills the last tables of the copy, creates its indexes and statistics, and then applies what was recorded meanwhile. A
     * comparison needs only the primary keys.
     *
     * @return false if the process stops, or if the replay was deleted
     */
    private boolean prepareToBeRead(
            Replay begun, List<String> tables, BlockingStream<TrackedEventMessage<?>> events, BooleanSupplier stopping)
            throws Exception {
        writer.fill(begun);
        if (begun.kind() == Replay.Kind.VERIFY) {
            return reachTarget(begun, events, stopping);
        }
        BooleanSupplier continues =
                () -> !stopping.getAsBoolean() && replays.find(begun.id()).isPresent();
        if (!ShadowTables.createIndexes(jdbc, begun.schema(), tables, continues)) {
            return false;
        }
        ShadowTables.analyze(jdbc, begun.schema(), tables);
        return reachTarget(begun, events, stopping);
    }

    private void end(Replay begun, List<String> tables, BlockingStream<TrackedEventMessage<?>> events)
            throws Exception {
        ReplayCutover.Copy copy = position -> {
            while (advance(begun, events, position, true)) {}
        };
        switch (begun.kind()) {
            case REBUILD -> cutover.swap(begun, tables, copy);
            case VERIFY -> {
                ShadowTableComparison compared = cutover.compare(begun, tables, copy);
                replays.compared(begun.id(), compared.drifted(), compared.listed());
                ShadowTables.drop(jdbc, begun.schema());
            }
            case SANDBOX -> replays.end(begun.id(), Replay.State.DONE, null);
        }
    }

    /**
     * Applies a batch; false if the copy has reached the target already.
     *
     * @param writersWait whether the writers of the live tables wait for the copy
     */
    private boolean advance(
            Replay begun, BlockingStream<TrackedEventMessage<?>> events, long target, boolean writersWait)
            throws Exception {
        Replay now = replays.find(begun.id()).orElseThrow();
        if (now.position() >= target) {
            return false;
        }
        writer.applyBatch(now, events, target, writersWait);
        return true;
    }

    private long target(Replay replay) {
        return replay.until() == null ? live.of(replay.projections().getFirst()) : replay.until();
    }
}
