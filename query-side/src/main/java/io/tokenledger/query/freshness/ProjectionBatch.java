package io.tokenledger.query.freshness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Gathers what one batch of events does to a table, so that it becomes one statement at the batch's end. */
public final class ProjectionBatch {
    private ProjectionBatch() {}

    /** Adds to the batch under way; {@code flush} gets everything that was added, in order, before the commit. */
    public static <T> void add(String table, T row, Consumer<List<T>> flush) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        List<T> rows = unitOfWork.getOrComputeResource(table, name -> {
            List<T> fresh = new ArrayList<>();
            unitOfWork.onPrepareCommit(ending -> flush.accept(fresh));
            return fresh;
        });
        rows.add(row);
    }
}
