package io.tokenledger.door;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.eventstore.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Starts a transaction for each command except {@link UseToken}. That command waits for the use journal to write its record;
 * if it held a connection meanwhile, as many uses as the pool has connections would leave the journal none.
 *
 * <p>The other commands hold a connection while they wait for the locks on their aggregate and its rows. So their number is
 * bounded, and commands about one subject, or of one account, get only a share of it. Otherwise the callers of one account
 * could make all other commands wait behind its rows.
 */
final class CommandTransactions implements TransactionManager {
    private static final Duration ADMISSION_TIMEOUT = Duration.ofSeconds(5);

    /** Returns its permits at its end, whichever that is; a commit that failed is rolled back, too. */
    private record Admitted(Transaction transaction, Runnable release, AtomicBoolean ended) implements Transaction {
        Admitted(Transaction transaction, Runnable release) {
            this(transaction, release, new AtomicBoolean());
        }

        @Override
        public void commit() {
            try {
                transaction.commit();
            } finally {
                end();
            }
        }

        @Override
        public void rollback() {
            try {
                transaction.rollback();
            } finally {
                end();
            }
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                release.run();
            }
        }
    }

    private final TransactionManager transactions;
    private final RoutingStrategy subjects = AnnotationRoutingStrategy.defaultStrategy();
    private final Semaphore all;
    private final KeyedSemaphore<String> bySubject;
    private final KeyedSemaphore<String> byActor;

    /** @param maxConcurrent commands that may have a transaction at once; fewer than the pool has connections */
    CommandTransactions(TransactionManager transactions, int maxConcurrent) {
        this.transactions = transactions;
        this.all = new Semaphore(maxConcurrent, true);
        int share = Math.max(1, maxConcurrent / 4);
        this.bySubject = new KeyedSemaphore<>(share);
        this.byActor = new KeyedSemaphore<>(share);
    }

    @Override
    public Transaction startTransaction() {
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        if (command.getMessage().getPayloadType() == UseToken.class) {
            return NoTransactionManager.instance().startTransaction();
        }
        if (command.parent().isPresent()) {
            return transactions.startTransaction(); // joins that of its sender, which has a connection already
        }
        Runnable release = admit(command.getMessage());
        try {
            return new Admitted(transactions.startTransaction(), release);
        } catch (RuntimeException failed) {
            release.run();
            throw failed;
        }
    }

    private Runnable admit(Message<?> command) {
        long deadline = System.nanoTime() + Patience.left(ADMISSION_TIMEOUT).toNanos();
        String subject = String.valueOf(subjects.getRoutingKey((CommandMessage<?>) command));
        // The ledger's own commands have no actor: each is a tenant of its own.
        String actor = command.getMetaData()
                .getOrDefault(EventMetadata.ACTOR_ACCOUNT_ID, subject)
                .toString();
        Deque<Runnable> held = new ArrayDeque<>();
        Runnable release = () -> held.forEach(Runnable::run);
        try {
            acquire(bySubject.tryAcquire(subject, remaining(deadline)), () -> bySubject.release(subject), held);
            acquire(byActor.tryAcquire(actor, remaining(deadline)), () -> byActor.release(actor), held);
            acquire(all.tryAcquire(remaining(deadline), TimeUnit.NANOSECONDS), all::release, held);
            return release;
        } catch (InterruptedException stopping) {
            release.run();
            Thread.currentThread().interrupt();
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger is stopping.");
        } catch (RuntimeException refused) {
            release.run();
            throw refused;
        }
    }

    private static void acquire(boolean acquired, Runnable release, Deque<Runnable> held) {
        if (!acquired) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Too many changes are under way.");
        }
        held.push(release);
    }

    private static long remaining(long deadline) {
        return deadline - System.nanoTime();
    }
}
