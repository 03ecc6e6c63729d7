package io.tokenledger.query.replay;

import io.tokenledger.query.projection.Projection;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
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
    private final TransactionManager transactions;
    private final JdbcClient jdbc;

    ReplayExecutor(
            ReplayRepository replays,
            ShadowTableWriter writer,
            LivePositions live,
            ReplayCutover cutover,
            TransactionManager transactions,
            JdbcClient jdbc) {
        this.replays = replays;
        this.writer = writer;
        this.live = live;
        this.cutover = cutover;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * Runs the replay from its current position to its end, to a failure, or until the process stops.
     *
     * @param process the process that has claimed the replay
     */
    void resume(Replay begun, UUID process, BooleanSupplier stopping) throws Exception {
        List<String> tables = writer.tables(begun, Projection::tables);
        if (begun.position() == 0) {
            create(begun, process, tables);
        } else if (!ShadowTables.areCreated(jdbc, begun.schema(), tables)) {
            replays.restart(begun.id(), process); // a process of an earlier build, which has fewer tables, began it
            return;
        }
        try (BlockingStream<TrackedEventMessage<?>> events = writer.open(begun)) {
            if (new Run(begun, tables, events, stopping).reachEnd()) {
                LOG.info("Replay {} of {} is done.", begun.id(), begun.projections());
            }
        }
    }

    /** Creates empty tables, unless another process has taken over and perhaps filled them. */
    private void create(Replay begun, UUID process, List<String> tables) {
        transactions.executeInTransaction(() -> {
            if (!replays.lockUnstarted(begun.id(), process)) {
                throw new IllegalStateException("another process began the replay");
            }
            ShadowTables.drop(jdbc, begun.schema());
            ShadowTables.create(
                    jdbc,
                    begun.schema(),
                    tables,
                    writer.tables(begun, Projection::tablesIndexedLast),
                    writer.tables(begun, Projection::tablesFilledLast));
        });
    }

    /** The work of this process on a replay. It fails if anything else changes the position of the replay. */
    private final class Run {
        private final Replay begun;
        private final List<String> tables;
        private final BlockingStream<TrackedEventMessage<?>> events;
        private final BooleanSupplier stopping;
        private long position;

        Run(
                Replay begun,
                List<String> tables,
                BlockingStream<TrackedEventMessage<?>> events,
                BooleanSupplier stopping) {
            this.begun = begun;
            this.tables = tables;
            this.events = events;
            this.stopping = stopping;
            this.position = begun.position();
        }

        /** Returns false if the process stops before. */
        boolean reachEnd() throws Exception {
            if (!reachTarget() || !prepareToBeRead()) {
                return false;
            }
            end();
            return true;
        }

        /** Applies all events up to the target; false if the process stops before. */
        private boolean reachTarget() throws Exception {
            while (advance(target(), false)) {
                if (stopping.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        }

        /**
         * Fills the last tables of the copy, creates its indexes and statistics, and then applies what was recorded
         * meanwhile. A comparison needs only the primary keys.
         *
         * @return false if the process stops, or if the replay was deleted
         */
        private boolean prepareToBeRead() throws Exception {
            writer.fill(begun);
            if (begun.kind() == Replay.Kind.VERIFY) {
                return reachTarget();
            }
            BooleanSupplier continues =
                    () -> !stopping.getAsBoolean() && replays.find(begun.id()).isPresent();
            if (!ShadowTables.createIndexes(jdbc, begun.schema(), tables, continues)) {
                return false;
            }
            ShadowTables.analyze(jdbc, begun.schema(), tables);
            return reachTarget();
        }

        private void end() throws Exception {
            ReplayCutover.Copy copy = until -> {
                while (advance(until, true)) {}
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
        private boolean advance(long target, boolean writersWait) throws Exception {
            Replay now = replays.find(begun.id()).orElseThrow();
            if (now.position() != position) {
                throw new IllegalStateException("another process advanced or restarted the replay");
            }
            if (position >= target) {
                return false;
            }
            position = writer.applyBatch(now, events, target, writersWait);
            return true;
        }

        private long target() {
            return begun.until() == null ? live.of(begun.projections().getFirst()) : begun.until();
        }
    }
}
