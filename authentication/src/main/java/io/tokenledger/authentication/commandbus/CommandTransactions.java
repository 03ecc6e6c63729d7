package io.tokenledger.authentication.commandbus;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * Starts a transaction for each command except {@link VerifyCredential}. That command waits until its usage record is
 * written. If it held a connection meanwhile, waiting commands could use up the pool, and the writer of the records
 * would get none.
 *
 * <p>Other commands hold a connection while they wait for the locks on their aggregate and its rows. So their number is
 * limited, and commands about one subject, or of one account, get only a share of it. Otherwise the callers of one
 * account could make all other commands wait behind its rows.
 */
public final class CommandTransactions implements TransactionManager {
    private static final String ALL = "all";

    /** Releases its permits at commit and at rollback. Axon also rolls back after a failed commit. */
    private record Admitted(Transaction transaction, Permits permits) implements Transaction {
        @Override
        public void commit() {
            try {
                transaction.commit();
            } finally {
                permits.close();
            }
        }

        @Override
        public void rollback() {
            try {
                transaction.rollback();
            } finally {
                permits.close();
            }
        }
    }

    /** The permits of one command. A permit that is closed twice is released once. */
    private record Permits(Deque<Bulkhead.Permit> held) implements AutoCloseable {
        @Override
        public void close() {
            held.forEach(Bulkhead.Permit::close);
        }
    }

    private final TransactionManager transactions;
    private final RoutingStrategy subjects = AnnotationRoutingStrategy.defaultStrategy();
    private final Bulkhead bySubject;
    private final Bulkhead byActor;
    private final Bulkhead all;

    /** @param maxConcurrent maximum number of commands with a transaction; less than the size of the connection pool */
    public CommandTransactions(TransactionManager transactions, BulkheadFactory bulkheads, int maxConcurrent) {
        this.transactions = transactions;
        int share = Math.max(1, maxConcurrent / 4);
        this.bySubject = bulkheads.named("commands-by-subject", limit(share, Integer.MAX_VALUE));
        this.byActor = bulkheads.named("commands-by-account", limit(share, Integer.MAX_VALUE));
        this.all = bulkheads.named("commands", limit(maxConcurrent, maxConcurrent));
    }

    /** The number of waiting commands has no limit here: the threads of the web server limit it. */
    private static Bulkhead.Limit limit(int maxPerKey, int maxTotal) {
        return new Bulkhead.Limit(maxPerKey, maxTotal, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public Transaction startTransaction() {
        UnitOfWork<?> command = CurrentUnitOfWork.get();
        if (command.getMessage().getPayloadType() == VerifyCredential.class) {
            return NoTransactionManager.instance().startTransaction();
        }
        if (command.parent().isPresent()) {
            return transactions.startTransaction(); // joins the sender's transaction, which already has a connection
        }
        Permits permits = admit(command.getMessage());
        try {
            return new Admitted(transactions.startTransaction(), permits);
        } catch (RuntimeException failed) {
            permits.close();
            throw failed;
        }
    }

    private Permits admit(Message<?> command) {
        long deadline = System.nanoTime()
                + RequestDeadline.remaining(AuthenticationLimits.ADMISSION_TIMEOUT)
                        .toNanos();
        String subject = String.valueOf(subjects.getRoutingKey((CommandMessage<?>) command));
        // The ledger's own commands have no actor: each subject counts as an account.
        String actor = command.getMetaData()
                .getOrDefault(EventMetadata.ACTOR_ACCOUNT_ID, subject)
                .toString();
        Permits permits = new Permits(new ArrayDeque<>());
        try {
            acquire(bySubject, subject, deadline, permits);
            acquire(byActor, actor, deadline, permits);
            acquire(all, ALL, deadline, permits);
            return permits;
        } catch (RuntimeException rejected) {
            permits.close();
            throw rejected;
        }
    }

    private static void acquire(Bulkhead bulkhead, String key, long deadline, Permits permits) {
        Duration remaining = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Bulkhead.Permit permit = bulkhead.tryAcquire(key, remaining);
        if (permit == null) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "Too many changes are in progress.");
        }
        permits.held().push(permit);
    }
}
