package io.tokenledger.door;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.eventstore.Patience;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * A transaction for each command but one. {@link UseToken} waits for the use journal to write its record; if it held a
 * connection meanwhile, as many uses at once as the pool has connections would leave the journal none to write with.
 *
 * <p>The others hold one while they wait for the lock on their aggregate, and who has that may wait for a door that reads the
 * key anew: so some connections are kept for whom they wait for.
 */
final class CommandTransactions implements TransactionManager {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Gives its room back at its end, whichever that is; a commit that failed is rolled back, too. */
    private record InRoom(Transaction transaction, Semaphore room, AtomicBoolean ended) implements Transaction {
        InRoom(Transaction transaction, Semaphore room) {
            this(transaction, room, new AtomicBoolean());
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
                room.release();
            }
        }
    }

    private final TransactionManager transactions;
    private final Semaphore room;

    /** @param most how many commands have a transaction at once; fewer than the pool has connections */
    CommandTransactions(TransactionManager transactions, int most) {
        this.transactions = transactions;
        this.room = new Semaphore(most);
    }

    @Override
    public Transaction startTransaction() {
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        if (command.getMessage().getPayloadType() == UseToken.class) {
            return NoTransactionManager.instance().startTransaction();
        }
        if (command.parent().isPresent()) {
            return transactions.startTransaction(); // that of who sends it, who has a connection already
        }
        takeRoom();
        try {
            return new InRoom(transactions.startTransaction(), room);
        } catch (RuntimeException failed) {
            room.release();
            throw failed;
        }
    }

    private void takeRoom() {
        try {
            if (!room.tryAcquire(Patience.left(LONGEST_WAIT).toMillis(), TimeUnit.MILLISECONDS)) {
                throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Too many changes are under way.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger is stopping.");
        }
    }
}
