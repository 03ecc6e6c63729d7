package io.tokenledger.query.auditstreaming;

import io.tokenledger.eventstore.StopSignal;
import io.tokenledger.query.audittrail.AuditFeed;
import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers entries to each sink on its own thread. Each transaction delivers a batch and then stores its position, so a
 * batch whose delivery is uncertain is delivered again. After a failure, the thread retries with increasing delays of
 * at most 5 min.
 */
@Component
class AuditStreamDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AuditStreamDispatcher.class);
    private static final int BATCH_SIZE = 200;
    private static final long IDLE_MS = 500;
    private static final long MAX_RETRY_DELAY_MS = 300_000;

    private final SinkRegistry sinks;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final TransactionTemplate transactions;
    private final List<Thread> threads = new ArrayList<>();
    private final StopSignal stopping = new StopSignal();
    private volatile boolean running;

    AuditStreamDispatcher(
            SinkRegistry sinks, SinkRepository table, AuditFeed trail, PlatformTransactionManager transactions) {
        this.sinks = sinks;
        this.table = table;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        stopping.reset();
        running = true;
        sinks.all().forEach((name, sink) -> {
            table.register(name);
            threads.add(Thread.ofPlatform().daemon().name("sink-" + name).start(() -> runDelivery(name, sink)));
        });
    }

    private void runDelivery(String name, Sink sink) {
        int failures = 0;
        long pause = 0;
        while (!stopping.isGivenWithin(pause)) {
            try {
                Boolean more = transactions.execute(status -> deliverBatch(name, sink));
                failures = 0;
                pause = Boolean.TRUE.equals(more) ? 0 : IDLE_MS;
            } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
                failures++;
                pause = Math.min(MAX_RETRY_DELAY_MS, 1_000L << (Math.min(failures, 10) - 1));
                recordFailure(name, failures, failure);
            }
        }
    }

    /**
     * Delivers one batch.
     *
     * @return whether the batch was full, so that more entries may follow
     */
    private boolean deliverBatch(String name, Sink sink) {
        Long position = table.lockPosition(name).orElse(null);
        if (position == null) {
            return false;
        }
        List<AuditRow> batch = trail.after(position, BATCH_SIZE);
        if (batch.isEmpty()) {
            return false;
        }
        try {
            sink.deliver(batch);
        } catch (IOException failure) {
            throw new DeliveryException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(stopped);
        }
        table.recordDelivery(name, batch.getLast().position());
        return batch.size() >= BATCH_SIZE;
    }

    private void recordFailure(String name, int failures, Throwable failure) {
        Throwable cause =
                failure instanceof DeliveryException && failure.getCause() != null ? failure.getCause() : failure;
        String target = sinks.propertiesOf(name).target();
        String problem = cause instanceof IOException io
                ? DeliveryFailures.of(io, target)
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (failures == 1) {
            LOG.warn("The sink {} does not take the trail: {}. It is tried again.", name, problem);
        }
        try {
            table.recordFailure(name, problem);
        } catch (RuntimeException storeAway) {
            LOG.debug("The store is away, so a sink's failure is not put down", storeAway);
        }
    }

    @Override
    public void stop() {
        running = false;
        stopping.signal();
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The delivery of a batch failed or is uncertain. */
    private static final class DeliveryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeliveryException(Exception cause) {
            super(cause);
        }
    }
}
