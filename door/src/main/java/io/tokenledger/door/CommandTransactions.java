package io.tokenledger.door;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.eventstore.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
 * A transaction for each command but one. {@link UseToken} waits for the use journal to write its record; if it held a
 * connection meanwhile, as many uses at once as the pool has connections would leave the journal none to write with.
 *
 * <p>The others hold one while they wait for the lock on their aggregate, and who has that may wait for a door that reads the
 * key anew: so some connections are kept for whom they wait for; and commands about one subject have a part of the others only,
 * since all but one of them wait.
 */
final class CommandTransactions implements TransactionManager {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Gives its room back at its end, whichever that is; a commit that failed is rolled back, too. */
    private record InRoom(Transaction transaction, List<Semaphore> room, AtomicBoolean ended) implements Transaction {
        InRoom(Transaction transaction, List<Semaphore> room) {
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
                room.forEach(Semaphore::release);
            }
        }
    }

    private static final int LANES = 256;

    private final TransactionManager transactions;
    private final RoutingStrategy subjects = AnnotationRoutingStrategy.defaultStrategy();
    private final Semaphore room;
    private final List<Semaphore> lanes;

    /** @param most how many commands have a transaction at once; fewer than the pool has connections */
    CommandTransactions(TransactionManager transactions, int most) {
        this.transactions = transactions;
        this.room = new Semaphore(most);
        int inLane = Math.max(1, most / 4);
        this.lanes = Stream.generate(() -> new Semaphore(inLane)).limit(LANES).toList();
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
        Semaphore lane = lane(command.getMessage());
        long deadline = System.nanoTime() + Patience.left(LONGEST_WAIT).toNanos();
        take(lane, deadline);
        try {
            take(room, deadline);
            try {
                return new InRoom(transactions.startTransaction(), List.of(lane, room));
            } catch (RuntimeException failed) {
                room.release();
                throw failed;
            }
        } catch (RuntimeException failed) {
            lane.release();
            throw failed;
        }
    }

    private Semaphore lane(Message<?> command) {
        String subject = subjects.getRoutingKey((CommandMessage<?>) command);
        return lanes.get(Math.floorMod(subject.hashCode(), LANES));
    }

    private static void take(Semaphore room, long deadline) {
        try {
            if (!room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Too many changes are under way.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger is stopping.");
        }
    }
}
