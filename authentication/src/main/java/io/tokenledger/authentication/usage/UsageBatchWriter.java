package io.tokenledger.authentication.usage;

import static org.axonframework.common.ExceptionUtils.findException;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.error.ExceptionTranslator;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.WriteConflicts;
import io.tokenledger.eventstore.personaldata.KeyEncryptionKeyMissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Appends usage records in batches. Up to 500 records that arrive during one write go into the next transaction, so
 * that many callers share one disk flush. The outcome of a record is reported once its batch is durable.
 */
@Component
class UsageBatchWriter extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(UsageBatchWriter.class);

    /** Size of the previous batch from which a short wait lets more callers share the next disk flush. */
    private static final int GATHERING_THRESHOLD = 4;

    private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(800);

    private record QueuedRecord(EventMessage<?> event, Consumer<@Nullable ProblemException> outcome) {}

    private final EventBus events;
    private final TransactionManager transactions;
    private final BlockingQueue<QueuedRecord> waiting;
    private final DistributionSummary groupSizes;

    UsageBatchWriter(
            EventBus events,
            TransactionManager tables,
            DeploymentMode store,
            UsageProperties settings,
            MeterRegistry meters) {
        super(AFTER_WEB_SERVER, AuthenticationLimits.USAGE_WRITER_STOP_TIMEOUT);
        this.events = events;
        this.transactions = store.keepsTables() ? tables : NoTransactionManager.instance();
        this.waiting = new ArrayBlockingQueue<>(settings.maxWaitingRecords());
        this.groupSizes = DistributionSummary.builder("ledger.use.journal.group")
                .description("Usage records in one transaction")
                .register(meters);
        Gauge.builder("ledger.use.journal.waiting", waiting, BlockingQueue::size)
                .description("Usage records that wait to be written")
                .register(meters);
    }

    /**
     * Queues a record.
     *
     * @param outcome receives null once the record is durable, or the problem if it cannot be recorded
     */
    void append(EventMessage<?> event, Consumer<@Nullable ProblemException> outcome) {
        if (!isRunning()) {
            outcome.accept(unavailable("This process is stopping, so it records no further uses."));
        } else if (!waiting.offer(new QueuedRecord(event, outcome))) {
            outcome.accept(unavailable("Too many uses wait to be recorded."));
        }
    }

    static ProblemException unavailable(String why) {
        return ProblemCode.STORE_UNAVAILABLE.retryAfter(1, why);
    }

    private void write() {
        List<QueuedRecord> group = new ArrayList<>(AuthenticationLimits.MAX_USAGE_BATCH);
        int previous = 0;
        while (!isStopping() || !waiting.isEmpty()) {
            try {
                QueuedRecord first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    if (previous >= GATHERING_THRESHOLD && !isStopping()) {
                        LockSupport.parkNanos(GATHERING_NANOS);
                    }
                    waiting.drainTo(group, AuthenticationLimits.MAX_USAGE_BATCH - 1);
                    previous = group.size();
                    append(group);
                }
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
                rejectWaiting();
                return;
            } catch (Error failure) { // in the report of another failure
                reportOutcome(group, unavailable("The use could not be recorded."));
                throw failure;
            } finally {
                group.clear();
            }
        }
    }

    /** The stop has timed out. Callers must not wait for records that are never written. */
    private void rejectWaiting() {
        List<QueuedRecord> rest = new ArrayList<>();
        waiting.drainTo(rest);
        reportOutcome(rest, unavailable("This process is stopping, so it records no further uses."));
    }

    private void append(List<QueuedRecord> group) {
        try {
            DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
            unitOfWork.attachTransaction(transactions);
            unitOfWork.execute(
                    () -> events.publish(group.stream().map(QueuedRecord::event).toList()));
        } catch (Throwable failure) { // also an Error: callers must be notified, and the next batch written
            if (WriteConflicts.isInStore(failure)) {
                appendOneByOne(group);
                return;
            }
            if (group.size() > 1
                    && findException(failure, KeyEncryptionKeyMissingException.class)
                            .isPresent()) {
                group.forEach(record -> append(List.of(record))); // others must not pay for the key of one account
                return;
            }
            if (ExceptionTranslator.isStoreUnavailable(failure)) {
                ExceptionTranslator.logOutageOnce(failure);
            } else {
                LOG.warn(
                        "Usage batch writer: {} usage records could not be appended: {}."
                                + " Callers that wait for them get 503.",
                        group.size(),
                        failure.toString());
            }
            reportOutcome(group, unavailable("The use could not be recorded."));
            return;
        }
        reportOutcome(group, null);
        groupSizes.record(group.size());
    }

    /** One record is already in the store: its first attempt was committed, and the response was lost. */
    private void appendOneByOne(List<QueuedRecord> group) {
        if (group.size() == 1) {
            reportOutcome(group, null);
        } else {
            group.forEach(record -> append(List.of(record)));
        }
    }

    private static void reportOutcome(List<QueuedRecord> group, @Nullable ProblemException outcome) {
        for (QueuedRecord record : group) {
            try {
                record.outcome().accept(outcome);
            } catch (RuntimeException | Error e) { // notify the others, too
                LOG.error(
                        "Usage batch writer: a request was not told the result of its usage record. It gets 503 after its wait.",
                        e);
            }
        }
    }

    @Override
    protected void onStart() {
        startThread("usage-batch-writer", this::write);
    }
}
