package io.tokenledger.query.replay;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.Projection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs up to two replays at a time on its own threads. A failing event is never skipped: the replay reports the failure
 * and retries until it can apply the event or is dropped.
 */
@Component
class ReplayRunner extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final RetryPause RETRY_PAUSE =
            new RetryPause(QueryLimits.MIN_REPLAY_RETRY_PAUSE, QueryLimits.MAX_REPLAY_RETRY_PAUSE);
    private static final long IDLE_PAUSE_MS = 200;

    private final Map<String, Projection> projections;
    private final ReplayRepository replays;
    private final ReplayExecutor executor;
    private final JdbcClient jdbc;
    private final UUID process = UUID.randomUUID();
    private final Set<UUID> submitted = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<UUID> waiting = new LinkedBlockingQueue<>();

    ReplayRunner(List<Projection> projections, ReplayRepository replays, ReplayExecutor executor, JdbcClient jdbc) {
        super(BEFORE_WEB_SERVER, QueryLimits.REPLAY_STOP_TIMEOUT);
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.replays = replays;
        this.executor = executor;
        this.jdbc = jdbc;
    }

    /** Runs a replay as soon as a thread is free, unless another process has claimed it. */
    void submit(UUID id) {
        if (submitted.add(id)) {
            waiting.add(id);
        }
    }

    /** Deletes the replay. The process that runs it, if any, drops the copy when it finds the replay deleted. */
    void drop(Replay replay) {
        if (replay.state() != Replay.State.RUNNING) {
            ShadowTables.drop(jdbc, replay.schema()); // before the row is deleted, so that a caller can retry
        }
        replays.delete(replay.id());
    }

    /** Renews the claims of this process and takes over replays that another process has left. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void claimReplays() {
        if (!isRunning()) {
            return;
        }
        replays.renewClaims(process);
        replays.unclaimed().forEach(this::submit);
    }

    private void runReplays() {
        while (!isStopping()) {
            try {
                UUID id = waiting.poll(IDLE_PAUSE_MS, TimeUnit.MILLISECONDS);
                if (id != null) {
                    runSubmitted(id);
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void runSubmitted(UUID id) {
        try {
            RequestDeadline.runLongWork(() -> run(id));
            submitted.remove(id);
        } catch (Error failure) { // this process keeps the claim, so no other one would continue
            waiting.add(id);
            throw failure;
        }
    }

    private void run(UUID id) {
        int failures = 0;
        while (!isStopping()) {
            Replay replay = null;
            try {
                boolean claimed = replays.claim(id, process);
                replay = replays.find(id).orElse(null);
                if (replay == null) {
                    ShadowTables.drop(jdbc, Replay.schema(id));
                    return;
                }
                if (!claimed) {
                    return;
                }
                executor.resume(replay, process, this::isStopping);
                failures = 0;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable failure) { // also an Error: the claim is renewed, so no other process would take over
                reportFailure(id, replay, failure);
                failures++;
                if (stopsWithin(RETRY_PAUSE.after(failures))) {
                    return;
                }
            }
        }
    }

    /** Records and logs the failure, unless the replay was dropped meanwhile. */
    private void reportFailure(UUID id, @Nullable Replay replay, Throwable failure) {
        String problem = ReplayFailures.of(failure);
        try {
            if (replays.recordProblem(id, problem) && replay != null && !problem.equals(replay.problem())) {
                LOG.error("Replay {} of {} failed and is retried: {}", id, replay.projections(), problem, failure);
            }
        } catch (RuntimeException storeAway) {
            LOG.debug("The failure was not recorded, because the store is unavailable. Retrying.", storeAway);
        }
    }

    /** Resumes replays of earlier processes. */
    @Override
    protected void onStart() {
        AbandonedCopies.dropAllBut(
                jdbc, replays.withCopies().stream().map(Replay::schema).toList());
        replays.unclaimed().forEach(this::submit);
        for (int i = 1; i <= QueryLimits.MAX_CONCURRENT_REPLAYS; i++) {
            startThread("replay-" + i, this::runReplays);
        }
    }

    @Override
    protected void onStop() {
        waiting.clear();
        submitted.clear();
        try {
            replays.releaseClaims(process);
        } catch (DataAccessException away) {
            LOG.debug("The store is unavailable. Other processes take over once the claims expire.", away);
        }
    }

    /** The projection of this name; a 404 problem if there is none. */
    Projection requireProjection(String name) {
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
