package io.tokenledger.query.projection;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Gathers what one batch of events does to a table, so that it becomes a few statements at the batch's end. */
public final class ProjectionBatch {
    private ProjectionBatch() {}

    /** What the batch under way has gathered so far; {@code flush} gets it, complete, before the commit. */
    public static <B> B current(String projection, Supplier<B> empty, Consumer<B> flush) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        return unitOfWork.getOrComputeResource(projection, name -> {
            B fresh = empty.get();
            unitOfWork.onPrepareCommit(ending -> flush.accept(fresh));
            return fresh;
        });
    }

    /** Does this once the live tables show the batch; a copy tells nobody. */
    public static void onceShown(Runnable action) {
        if (ReadModelSchema.areLive()) {
            CurrentUnitOfWork.get().afterCommit(done -> action.run());
        }
    }
}
