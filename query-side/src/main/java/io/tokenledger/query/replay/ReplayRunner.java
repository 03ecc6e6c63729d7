package io.tokenledger.query.replay;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.StopSignal;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.query.projection.Projection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
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
    private final ReplayRepository replays;
    private final ShadowTableWriter writer;
    private final LivePositions live;
    private final ReplayCutover finish;
    private final JdbcClient jdbc;
    private final UUID process = UUID.randomUUID();
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final StopSignal stopping = new StopSignal();
    private ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private volatile boolean running;

    ReplayRunner(
            List<Projection> projections,
            ReplayRepository replays,
            ShadowTableWriter writer,
            LivePositions live,
            ReplayCutover finish,
            JdbcClient jdbc) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.replays = replays;
        this.writer = writer;
        this.live = live;
        this.finish = finish;
        this.jdbc = jdbc;
    }

    /** Starts what was begun, as soon as a thread is free, unless another process has taken it. */
    void submit(UUID id) {
        if (taken.add(id)) {
            threads.execute(() -> {
                try {
                    RequestDeadline.asLongAsItTakes(() -> run(id));
                } finally {
                    taken.remove(id);
                }
            });
        }
    }

    /** Ends the replay; whoever works on it, here or in another process, drops its copy when it finds it gone. */
    void drop(Replay replay) {
        if (replay.state() != Replay.State.RUNNING) {
            ShadowTables.drop(jdbc, replay.schema()); // before it is forgotten, so that who fails here can try again
        }
        replays.forget(replay.id());
    }

    /** Keeps what this process works on, and takes up what another one has left. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (!running) {
            return;
        }
        replays.renewClaims(process);
        replays.unclaimed().forEach(this::submit);
    }

    private void run(UUID id) {
        Thread.currentThread().setName("replay-" + id);
        long pause = 100;
        while (!stopping.isGivenWithin(0)) {
            Replay replay = null;
            try {
                replay = replays.find(id).orElse(null);
                if (replay == null) {
                    ShadowTables.drop(jdbc, Replay.schema(id));
                    return;
                }
                if (!replays.claim(id, process)) {
                    return;
                }
                goOn(replay);
                pause = 100;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable failure) { // also an Error: its claim is renewed, so no other process would take it over
                complain(id, replay, failure);
                pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
                if (stopping.isGivenWithin(pause)) {
                    return;
                }
            }
        }
    }

    /** Not of a replay that was dropped meanwhile. */
    private void complain(UUID id, @Nullable Replay replay, Throwable failure) {
        String problem = ReplayFailures.of(failure);
        try {
            if (replays.stuck(id, problem) && replay != null && !problem.equals(replay.problem())) {
                LOG.error("The replay {} of {} does not get on: {}", id, replay.projections(), problem, failure);
            }
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
            ShadowTables.drop(jdbc, begun.schema());
            ShadowTables.create(jdbc, begun.schema(), tables);
        }
        try (BlockingStream<TrackedEventMessage<?>> events = writer.open(begun.position())) {
            while (advance(begun.id(), events, target(begun))) {
                if (stopping.isGivenWithin(0)) {
                    return;
                }
            }
            ReplayCutover.Copy copy = position -> {
                while (advance(begun.id(), events, position)) {}
            };
            switch (begun.kind()) {
                case REBUILD -> finish.swap(begun, tables, copy);
                case VERIFY -> {
                    ShadowTableComparison compared = finish.compare(begun, tables, copy);
                    replays.compared(begun.id(), compared.drifted(), compared.named());
                    ShadowTables.drop(jdbc, begun.schema());
                }
                case SANDBOX -> {
                    ShadowTables.analyze(jdbc, begun.schema(), tables);
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

    /** Goes on with what an earlier process began. */
    @Override
    public void start() {
        stopping.reset();
        threads = Executors.newFixedThreadPool(AT_ONCE);
        running = true;
        dropLeftovers();
        replays.unclaimed().forEach(this::submit);
    }

    /** Copies that nobody knows any more; where somebody still reads one, the next start drops it. */
    private void dropLeftovers() {
        List<String> known = replays.withCopies().stream().map(Replay::schema).toList();
        try {
            ShadowTables.dropAllBut(jdbc, known);
        } catch (DataAccessException busy) {
            LOG.warn("Copies that earlier replays left behind stay until the next start: {}", busy.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        stopping.give();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        try {
            replays.releaseClaims(process);
        } catch (DataAccessException away) {
            LOG.debug("The store is away: others take over once the claims have run out", away);
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
            throw ProblemCode.NOT_FOUND.because("There is no such projection.");
        }
        return projection;
    }

    List<String> all() {
        return projections.keySet().stream().sorted().toList();
    }
}
