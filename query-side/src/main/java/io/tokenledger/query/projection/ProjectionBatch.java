package io.tokenledger.query.projection;

import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcOperations;

/** Collects the changes of one batch of events, so that they become a few statements when the batch ends. */
public final class ProjectionBatch {
    private ProjectionBatch() {}

    /** The changes of the current batch so far. {@code flush} receives all of them before the commit. */
    public static <B> B current(String projection, Supplier<B> empty, Consumer<B> flush) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        return unitOfWork.getOrComputeResource(projection, name -> {
            B fresh = empty.get();
            unitOfWork.onPrepareCommit(ending -> flush.accept(fresh));
            return fresh;
        });
    }

    /** Adds a change of a table to the current batch. All its changes run before the commit, in this order. */
    public static void add(String projection, JdbcOperations jdbc, SqlChange change) {
        current(projection, ArrayList<SqlChange>::new, changes -> SqlChange.runAll(jdbc, changes))
                .add(change);
    }

    /** Runs the action after the batch has committed to the live tables. A copy runs no such actions. */
    public static void afterLiveCommit(Runnable action) {
        if (ReadModelSchema.areLive()) {
            CurrentUnitOfWork.get().afterCommit(done -> action.run());
        }
    }
}
