package io.tokenledger.query.auditstreaming;

import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.audittrail.AuditFeed;
import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers entries to each sink on its own thread. One transaction chooses a batch, and another delivers it and stores its
 * position. So a batch whose delivery is uncertain is delivered again, with the same id and content. After a failure, the thread retries with increasing delays of
 * at most 5 min.
 */
@Component
class AuditStreamDispatcher extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(AuditStreamDispatcher.class);
    private static final RetryPause RETRY_PAUSE =
            new RetryPause(QueryLimits.MIN_SINK_RETRY_PAUSE, QueryLimits.MAX_SINK_RETRY_PAUSE);
    private static final Duration IDLE_PAUSE = Duration.ofMillis(500);

    private final SinkRegistry sinks;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final TransactionTemplate transactions;

    AuditStreamDispatcher(
            SinkRegistry sinks, SinkRepository table, AuditFeed trail, PlatformTransactionManager transactions) {
        super(BEFORE_WEB_SERVER, Duration.ZERO); // a delivery may wait for a silent sink
        this.sinks = sinks;
        this.table = table;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    protected void onStart() {
        sinks.all().forEach((name, sink) -> {
            table.register(name);
            startThread("sink-" + name, () -> runDelivery(name, sink));
        });
    }

    private void runDelivery(String name, Sink sink) {
        int failures = 0;
        Duration pause = Duration.ZERO;
        while (!stopsWithin(pause)) {
            try {
                Boolean begun = transactions.execute(status -> beginBatch(name));
                Boolean more = Boolean.TRUE.equals(begun)
                        ? transactions.execute(status -> deliverBatch(name, sink))
                        : Boolean.FALSE;
                failures = 0;
                pause = Boolean.TRUE.equals(more) ? Duration.ZERO : IDLE_PAUSE;
            } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
                failures++;
                pause = RETRY_PAUSE.after(failures);
                recordFailure(name, failures, failure);
            }
        }
    }

    /** Chooses the next batch and stores where it ends. Returns false if no entry is to be delivered. */
    private boolean beginBatch(String name) {
        SinkRepository.Progress progress = table.lockProgress(name).orElse(null);
        if (progress == null) {
            return false;
        }
        if (progress.batchEnd() != null) {
            return true;
        }
        List<AuditRow> batch = trail.after(progress.position(), QueryLimits.MAX_SINK_BATCH);
        if (batch.isEmpty()) {
            return false;
        }
        table.beginBatch(name, batch.getLast().position());
        return true;
    }

    /**
     * Delivers the batch that was begun.
     *
     * @return whether more entries may follow
     */
    private boolean deliverBatch(String name, Sink sink) {
        SinkRepository.Progress progress = table.lockProgress(name).orElse(null);
        if (progress == null || progress.batchEnd() == null) {
            return false;
        }
        List<AuditRow> batch = trail.between(progress.position(), progress.batchEnd());
        try {
            if (!batch.isEmpty()) {
                sink.deliver(batch);
            }
        } catch (IOException failure) {
            throw new DeliveryException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(stopped);
        }
        table.recordDelivery(name, progress.batchEnd());
        return true;
    }

    private void recordFailure(String name, int failures, Throwable failure) {
        Throwable cause =
                failure instanceof DeliveryException && failure.getCause() != null ? failure.getCause() : failure;
        String target = sinks.propertiesOf(name).target();
        String problem = cause instanceof IOException io
                ? DeliveryFailures.of(io, target)
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (failures == 1) {
            LOG.warn(
                    "Delivery to sink {} failed: {}. Retrying in 1 s, then with delays of up to 5 min. No entry"
                            + " is skipped.",
                    name,
                    problem);
        }
        try {
            table.recordFailure(name, problem);
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
