package io.tokenledger.door;

import io.tokenledger.access.use.UseToken;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * A transaction for each command but one. {@link UseToken} waits for the use journal to write its record; if it held a
 * connection meanwhile, as many uses at once as the pool has connections would leave the journal none to write with.
 */
final class CommandTransactions implements TransactionManager {
    private final TransactionManager transactions;

    CommandTransactions(TransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    public Transaction startTransaction() {
        boolean use = CurrentUnitOfWork.map(
                        unitOfWork -> unitOfWork.getMessage().getPayloadType() == UseToken.class)
                .orElse(false);
        return use ? NoTransactionManager.instance().startTransaction() : transactions.startTransaction();
    }
}
