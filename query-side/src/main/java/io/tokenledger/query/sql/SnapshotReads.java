package io.tokenledger.query.sql;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
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
        this.transactions.setReadOnly(true);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The result of these reads, which must not change anything. A statement that takes longer than
     * {@link QueryLimits#STATEMENT_TIMEOUT} is cancelled in the store, and the caller learns to ask for less.
     */
    public <T> T read(Supplier<T> reads) {
        try {
            return transactions.execute(status -> {
                jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                        .param(Long.toString(timeout.toMillis()))
                        .query(String.class)
                        .single();
                return reads.get();
            });
        } catch (QueryTimeoutException tooLong) {
            throw ProblemCode.TOO_MUCH_HISTORY.because(
                    "A statement of the answer takes more than %d s.", timeout.toSeconds());
        }
    }
}
