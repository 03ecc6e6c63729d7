package io.tokenledger.authentication.coherence;

import io.tokenledger.eventstore.EventPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs between the commit of a change and its acknowledgement. It invalidates or replaces the cache entries of this
 * process, and waits until every other process has invalidated its own or has lost its lease.
 */
@Component
public class CommitBarrier {
    private static final String AWAITED = CommitBarrier.class.getName();

    private final ObjectProvider<CacheLeases> leases;
    private final EventPositions events;

    CommitBarrier(ObjectProvider<CacheLeases> leases, EventPositions events) {
        this.leases = leases;
        this.events = events;
    }

    /**
     * Runs after the commit of the current unit of work, and before its command is acknowledged.
     *
     * @param aggregateId id of the changed aggregate, whose last event all processes must reach
     * @param update invalidation or replacement of the cache entries of this process
     */
    public void afterCommit(UUID aggregateId, ApplyMode mode, Runnable update) {
        UnitOfWork<?> change = CurrentUnitOfWork.get();
        change.afterCommit(done -> update.run());
        if (!mode.isReplaying()) { // the follower reports replayed positions itself
            leases.ifAvailable(
                    all -> awaited(all, change.root()).add(events.lastOfOnceCommitted(aggregateId.toString())));
        }
    }

    /** The same for a no-op command. The change that it found may not be acknowledged yet. */
    public void afterNoOp() {
        leases.ifAvailable(all -> {
            List<LongSupplier> awaited = awaited(all, CurrentUnitOfWork.get().root());
            if (awaited.isEmpty()) {
                awaited.add(events::head);
            }
        });
    }

    /** Waits until all processes have reached every event committed so far; for a response without a command. */
    public void awaitAll() {
        leases.ifAvailable(all -> all.awaitPosition(events::head));
    }

    /**
     * The positions that all processes must reach, awaited together. The list keeps the positions of a nested command
     * that fails: it shares the transaction of its root, which then fails too, without waiting.
     */
    private static List<LongSupplier> awaited(CacheLeases all, UnitOfWork<?> change) {
        return change.getOrComputeResource(AWAITED, key -> {
            List<LongSupplier> positions = new ArrayList<>();
            change.afterCommit(done -> all.awaitPosition(() -> farthest(positions)));
            return positions;
        });
    }

    private static long farthest(List<LongSupplier> positions) {
        return positions.stream().mapToLong(LongSupplier::getAsLong).max().orElseThrow();
    }
}
