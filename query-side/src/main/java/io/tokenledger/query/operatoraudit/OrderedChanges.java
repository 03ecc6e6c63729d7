package io.tokenledger.query.operatoraudit;

import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes changes of one read model wait for each other, in all processes. Each change sees all earlier ones. The event is
 * the only write of a change; the projection then writes the table.
 */
@Component
public class OrderedChanges {
    private final JdbcClient jdbc;
    private final ProjectionBarrier barrier;
    private final TransactionManager transactions;

    OrderedChanges(JdbcClient jdbc, ProjectionBarrier barrier, TransactionManager transactions) {
        this.jdbc = jdbc;
        this.barrier = barrier;
        this.transactions = transactions;
    }

    /**
     * Runs one change in one transaction, once the read model has applied all earlier events. The event wakes the
     * projections after the commit.
     *
     * @param change reads the present state, and records the event
     * @return id of the changed object
     */
    public UUID run(ProjectionName readModel, Supplier<UUID> change) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(transactions);
        ResultMessage<UUID> result = unitOfWork.executeWithResult(() -> {
            lock(readModel);
            barrier.requireCurrent(Set.of(readModel));
            return change.get();
        });
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(result.exceptionResult());
        }
        return result.getPayload();
    }

    private void lock(ProjectionName readModel) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext(?))")
                .param("query_side." + readModel.processor())
                .query((row, number) -> true)
                .single();
    }
}
