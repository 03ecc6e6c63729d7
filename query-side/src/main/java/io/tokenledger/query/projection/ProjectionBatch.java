package io.tokenledger.query.projection;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

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

    /** Runs the action after the batch has committed to the live tables. A copy runs no such actions. */
    public static void afterLiveCommit(Runnable action) {
        if (ReadModelSchema.areLive()) {
            CurrentUnitOfWork.get().afterCommit(done -> action.run());
        }
    }
}
