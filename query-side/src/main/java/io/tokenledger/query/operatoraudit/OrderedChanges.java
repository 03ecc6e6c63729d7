package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.query.QueryLimits;
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
    /** Changes of the same read model in this process. Each holds a connection while it waits for the projection. */
    private final Bulkhead changes;

    private final JdbcClient jdbc;
    private final ProjectionBarrier barrier;
    private final TransactionManager transactions;

    OrderedChanges(
            BulkheadFactory bulkheads, JdbcClient jdbc, ProjectionBarrier barrier, TransactionManager transactions) {
        this.changes = bulkheads.named("ordered-changes", QueryLimits.ORDERED_CHANGES);
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
     * @throws ProblemException if other changes of the read model take too long
     */
    public UUID run(ProjectionName readModel, Supplier<UUID> change) {
        Bulkhead.Permit permit =
                changes.tryAcquire(readModel, RequestDeadline.remaining(QueryLimits.MAX_ORDERED_CHANGE_WAIT));
        if (permit == null) {
            throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(1, "Other changes of the same kind take too long.");
        }
        try {
            return runAlone(readModel, change);
        } finally {
            permit.close();
        }
    }

    private UUID runAlone(ProjectionName readModel, Supplier<UUID> change) {
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
