package io.tokenledger.query.replay;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.query.projection.Projection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runs replays, a few at a time, on threads of their own. A failing event is never skipped: the replay says what is wrong
 * and tries again, until the event can be taken in or the replay is dropped.
 */
@Component
class ReplayRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final int AT_ONCE = 2;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final Map<String, Projection> projections;
    private final ReplayTable replays;
    private final CopyWriter writer;
    private final LivePositions live;
    private final Finish finish;
    private final JdbcClient jdbc;
    private final Set<UUID> dropped = ConcurrentHashMap.newKeySet();
    private CountDownLatch stopping = new CountDownLatch(1);
    private ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private volatile boolean running;

    ReplayRunner(
            List<Projection> projections,
            ReplayTable replays,
            CopyWriter writer,
            LivePositions live,
            Finish finish,
            JdbcClient jdbc) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.replays = replays;
        this.writer = writer;
        this.live = live;
        this.finish = finish;
        this.jdbc = jdbc;
    }

    /** Starts what was begun, as soon as a thread is free. */
    void submit(UUID id) {
        threads.execute(() -> run(id));
    }

    /** Ends the replay, if it still runs, and drops its copy. */
    void drop(Replay replay) {
        dropped.add(replay.id());
        if (replay.state() != Replay.State.RUNNING) {
            dropNow(replay);
        }
    }

    private void dropNow(Replay replay) {
        CopyTables.drop(jdbc, replay.schema());
        replays.forget(replay.id());
        dropped.remove(replay.id());
    }

    private void run(UUID id) {
        Thread.currentThread().setName("replay-" + id);
        long pause = 100;
        while (!isStopping(0)) {
            Replay replay = replays.find(id).orElse(null);
            if (replay == null || replay.state() != Replay.State.RUNNING) {
                return;
            }
            if (dropped.contains(id)) {
                dropNow(replay);
                return;
            }
            try {
                goOn(replay);
                pause = 100;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception failure) {
                complain(replay, failure);
                pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
                if (isStopping(pause)) {
                    return;
                }
            }
        }
    }

    private void complain(Replay replay, Exception failure) {
        String problem = Problems.of(failure);
        if (!problem.equals(replay.problem())) {
            LOG.error("The replay {} of {} does not get on: {}", replay.id(), replay.projections(), problem, failure);
        }
        try {
            replays.stuck(replay.id(), problem);
        } catch (RuntimeException storeAway) {
            LOG.debug("The store is away, so the replay cannot say so", storeAway);
        }
    }

    /** From where the replay stands to its end, or until something stops it. */
    private void goOn(Replay begun) throws Exception {
        List<String> tables = begun.projections().stream()
                .flatMap(name -> demand(name).tables().stream())
                .toList();
        if (begun.position() == 0) {
            CopyTables.drop(jdbc, begun.schema());
            CopyTables.create(jdbc, begun.schema(), tables);
        }
        try (BlockingStream<TrackedEventMessage<?>> events = writer.open(begun.position())) {
            while (advance(begun.id(), events, target(begun))) {
                if (isStopping(0) || dropped.contains(begun.id())) {
                    return;
                }
            }
            Finish.CatchUp copy = position -> {
                while (advance(begun.id(), events, position)) {}
            };
            switch (begun.kind()) {
                case REBUILD -> finish.swap(begun, tables, copy);
                case VERIFY -> {
                    Comparison compared = finish.compare(begun, tables, copy);
                    replays.compared(begun.id(), compared.drifted(), compared.named());
                    CopyTables.drop(jdbc, begun.schema());
                }
                case SANDBOX -> {
                    CopyTables.analyze(jdbc, begun.schema(), tables);
                    replays.end(begun.id(), Replay.State.DONE, null);
                }
            }
        }
        LOG.info("The replay {} of {} is done.", begun.id(), begun.projections());
    }

    /** Takes in a batch; false once the copy holds everything up to the target. */
    private boolean advance(UUID id, BlockingStream<TrackedEventMessage<?>> events, long target) throws Exception {
        Replay now = replays.find(id).orElseThrow();
        if (now.position() >= target) {
            return false;
        }
        writer.takeIn(now, events, target);
        return true;
    }

    private long target(Replay replay) {
        return replay.until() == null ? live.of(replay.projections().getFirst()) : replay.until();
    }

    private boolean isStopping(long patienceMs) {
        try {
            return stopping.await(patienceMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Goes on with what an earlier process began. */
    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        threads = Executors.newFixedThreadPool(AT_ONCE);
        running = true;
        CopyTables.dropAllBut(
                jdbc, replays.withCopies().stream().map(Replay::schema).toList());
        replays.running().forEach(replay -> submit(replay.id()));
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The projection of this name. */
    Projection demand(String name) {
        Projection projection = projections.get(name);
        if (projection == null) {
            throw RefusalCode.NOT_FOUND.because("There is no such projection.");
        }
        return projection;
    }

    List<String> all() {
        return projections.keySet().stream().sorted().toList();
    }
}
