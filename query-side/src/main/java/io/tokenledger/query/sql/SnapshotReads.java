package io.tokenledger.query.sql;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs several statements that read the same state. Large results need it too: outside a transaction, PostgreSQL's driver
 * ignores the fetch size and keeps all rows in memory.
 */
@Component
@SharedQueryHandler
public class SnapshotReads {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration timeout;

    @Autowired
    SnapshotReads(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this(jdbc, transactions, QueryLimits.STATEMENT_TIMEOUT);
    }

    SnapshotReads(JdbcClient jdbc, PlatformTransactionManager transactions, Duration timeout) {
        this.jdbc = jdbc;
        this.timeout = timeout;
        this.transactions = new TransactionTemplate(transactions);
        this.transactions.setTimeout(Math.toIntExact(QueryLimits.SNAPSHOT_TIMEOUT.toSeconds()));
        this.transactions.setReadOnly(true);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The result of these reads, which must not change anything.
     *
     * @throws ProblemException if a statement takes longer than {@link QueryLimits#STATEMENT_TIMEOUT}, or all together
     *     longer than {@link QueryLimits#SNAPSHOT_TIMEOUT}: the store cancels it, and the caller learns to ask for less. Or if
     *     a lock is not available, which a repetition may get
     */
    public <T> T read(Supplier<T> reads) {
        try {
            return transactions.execute(status -> {
                jdbc.sql("SELECT set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true)")
                        .param(Long.toString(timeout.toMillis()))
                        .param(Long.toString(timeout.toMillis() / 2))
                        .query((row, number) -> row.getString(1))
                        .single();
                return reads.get();
            });
        } catch (QueryTimeoutException | TransactionTimedOutException tooLong) {
            throw ProblemCode.TOO_MUCH_HISTORY.because("The answer takes longer than %d s.", timeout.toSeconds());
        } catch (PessimisticLockingFailureException locked) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "A table is locked.");
        }
    }
}
