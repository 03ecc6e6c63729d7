package io.tokenledger.query.auditstreaming;

import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.audittrail.AuditFeed;
import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers entries to each sink on its own thread. One transaction chooses a batch, and another delivers it and stores its
 * position. So a batch whose delivery is uncertain is delivered again, with the same id and content. After a failure, the
 * thread retries with increasing delays of at most 5 min, and at once after a change of the sink. A further thread looks
 * for sinks that the API has added.
 */
@Component
class AuditStreamDispatcher extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(AuditStreamDispatcher.class);
    private static final RetryPause RETRY_PAUSE =
            new RetryPause(SinkLimits.MIN_SINK_RETRY_PAUSE, SinkLimits.MAX_SINK_RETRY_PAUSE);
    private static final Duration IDLE_PAUSE = Duration.ofMillis(500);

    private final SinkRegistry configured;
    private final ManagedSinks managed;
    private final ManagedSinkWatch watch;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final TransactionTemplate transactions;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    AuditStreamDispatcher(
            SinkRegistry configured,
            ManagedSinks managed,
            ManagedSinkWatch watch,
            SinkRepository table,
            AuditFeed trail,
            PlatformTransactionManager transactions) {
        super(BEFORE_WEB_SERVER, Duration.ZERO); // a delivery may wait for a silent sink
        this.configured = configured;
        this.managed = managed;
        this.watch = watch;
        this.table = table;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    protected void onStart() {
        configured.all().forEach((name, sink) -> {
            table.register(name, 0);
            StreamedSink streamed = new StreamedSink.Configured(
                    name, configured.propertiesOf(name).target(), sink);
            startThread("sink-" + name, () -> runDelivery(streamed));
        });
        startThread("sinks", this::followManagedSinks);
    }

    @Override
    protected void onStop() {
        running.clear();
    }

    /** Starts a thread for each sink that the API has added, in this or another process. */
    private void followManagedSinks() {
        while (!stopsWithin(IDLE_PAUSE)) {
            try {
                watch.current().forEach(this::startManaged);
                watch.deleteLeftovers();
            } catch (RuntimeException failure) {
                LOG.debug(
                        "The store is unavailable, so no added sink was found. The next attempt is in 500 ms.",
                        failure);
            }
        }
    }

    private void startManaged(ManagedSink sink) {
        if (running.contains(sink.id())) {
            return;
        }
        table.register(sink.progressKey(), sink.startPosition());
        running.add(sink.id());
        try {
            startThread("sink-" + sink.name(), () -> {
                runDelivery(managed.streamed(sink));
                running.remove(sink.id());
            });
        } catch (Error noThread) {
            running.remove(sink.id());
            throw noThread;
        }
    }

    /** Delivers until the component stops or the sink is removed. */
    private void runDelivery(StreamedSink sink) {
        int failures = 0;
        Duration pause = Duration.ZERO;
        while (!stopsOrChangesWithin(pause, sink)) {
            try {
                if (sink.isRemoved()) {
                    return;
                }
                boolean more = deliverNext(sink);
                failures = 0;
                pause = more ? Duration.ZERO : IDLE_PAUSE;
            } catch (RuntimeException | Error failure) {
                failures++;
                pause = RETRY_PAUSE.after(failures);
                recordFailure(sink, failures, failure);
            }
        }
    }

    /** Pauses; returns true if the thread must end. A change of the sink ends the pause. */
    private boolean stopsOrChangesWithin(Duration pause, StreamedSink sink) {
        if (pause.compareTo(IDLE_PAUSE) <= 0) {
            return stopsWithin(pause);
        }
        long end = System.nanoTime() + pause.toNanos();
        long before = versionOf(sink);
        while (System.nanoTime() < end) {
            if (stopsWithin(IDLE_PAUSE)) {
                return true;
            }
            if (versionOf(sink) != before) {
                return false;
            }
        }
        return isStopping();
    }

    private static long versionOf(StreamedSink sink) {
        try {
            return sink.version();
        } catch (RuntimeException away) {
            return 0; // the delivery that follows fails in the same way
        }
    }

    /** The positions of a batch: those after the last delivered entry, up to its last entry. */
    private record Batch(long after, long last) {
        boolean isNextOf(SinkRepository.Progress progress) {
            return progress.position() == after && Objects.equals(progress.batchEnd(), last);
        }
    }

    private boolean deliverNext(StreamedSink sink) {
        Batch begun = transactions.execute(status -> beginBatch(sink));
        if (begun == null) {
            return false;
        }
        sink.permits().acquireUninterruptibly();
        try {
            // Before the transaction of the delivery: a replay that replaces the audit trail waits for each reader of
            // it.
            List<AuditRow> batch = trail.between(begun.after(), begun.last());
            return Boolean.TRUE.equals(transactions.execute(status -> deliverBatch(sink, begun, batch)));
        } finally {
            sink.permits().release();
        }
    }

    /** Chooses the next batch and stores where it ends. Null if no entry is to be delivered. */
    private @Nullable Batch beginBatch(StreamedSink sink) {
        SinkRepository.Progress progress =
                table.lockProgress(sink.progressKey()).orElse(null);
        if (progress == null || !sink.delivers()) {
            return null;
        }
        if (progress.batchEnd() != null) {
            return new Batch(progress.position(), progress.batchEnd());
        }
        List<AuditRow> batch = trail.after(progress.position(), SinkLimits.MAX_SINK_BATCH);
        if (batch.isEmpty()) {
            return null;
        }
        table.beginBatch(sink.progressKey(), batch.getLast().position());
        return new Batch(progress.position(), batch.getLast().position());
    }

    /**
     * Delivers the batch that was begun, unless another process does, or an operator has moved the position.
     *
     * @return whether more entries may follow
     */
    private boolean deliverBatch(StreamedSink sink, Batch begun, List<AuditRow> batch) {
        SinkRepository.Progress progress =
                table.lockProgress(sink.progressKey()).orElse(null);
        if (progress == null || !begun.isNextOf(progress) || !sink.delivers()) {
            return false;
        }
        try {
            if (!batch.isEmpty()) {
                sink.open().deliver(batch, table::keepTransaction);
            }
        } catch (IOException | UnusableSinkException failure) {
            throw new DeliveryException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(stopped);
        }
        table.recordDelivery(sink.progressKey(), begun.last());
        return true;
    }

    private void recordFailure(StreamedSink sink, int failures, Throwable failure) {
        try {
            Throwable cause =
                    failure instanceof DeliveryException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return; // the process stops; the batch is delivered again after its start
            }
            String problem = DeliveryFailures.of(cause, sink.target());
            if (failures == 1) {
                LOG.warn(
                        "Delivery to sink {} failed: {}. Retrying in 1 s, then with delays of up to 5 min. No entry"
                                + " is skipped.",
                        sink.name(),
                        problem);
            }
            table.recordFailure(sink.progressKey(), problem);
        } catch (RuntimeException storeAway) {
            LOG.debug(
                    "The store is unavailable, so a sink's failure was not recorded. The delivery is retried anyway.",
                    storeAway);
        }
    }

    /** The delivery of a batch failed or is uncertain. */
    private static final class DeliveryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeliveryException(Exception cause) {
            super(cause);
        }
    }
}
