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
 * What happens between the commit of a change and its acknowledgement: this process forgets what it knew by heart, and
 * where there are others, they have to have forgotten it too.
 */
@Component
public class CommitBarrier {
    private static final String AWAITED = CommitBarrier.class.getName();

    private final ObjectProvider<CacheLeases> doors;
    private final EventPositions events;

    CommitBarrier(ObjectProvider<CacheLeases> doors, EventPositions events) {
        this.doors = doors;
        this.events = events;
    }

    /** Once the unit of work under way is committed, and before whoever began it is answered. */
    public void afterCommit(UUID aggregateId, ApplyMode mode, Runnable forget) {
        UnitOfWork<?> change = CurrentUnitOfWork.get();
        change.afterCommit(done -> forget.run());
        if (!mode.isReplaying()) { // its follower tells the others itself how far it has come
            doors.ifAvailable(
                    all -> awaited(all, change.root()).add(events.lastOfOnceCommitted(aggregateId.toString())));
        }
    }

    /**
     * The same for a command that finds nothing to do: what it wants was done already, perhaps by one that is not acknowledged
     * yet.
     */
    public void afterNothing() {
        doors.ifAvailable(all -> {
            List<LongSupplier> awaited = awaited(all, CurrentUnitOfWork.get().root());
            if (awaited.isEmpty()) {
                awaited.add(events::head);
            }
        });
    }

    /** Of everything that was committed before; for an answer that is given without a command. */
    public void awaitAll() {
        doors.ifAvailable(all -> all.awaitSeen(events::head));
    }

    /**
     * The positions that all doors have to see, which are waited for once, however many they are. Those of a nested command that
     * fails stay in the list; it shares the transaction of its root, which then fails too and waits for nothing.
     */
    private static List<LongSupplier> awaited(CacheLeases all, UnitOfWork<?> change) {
        return change.getOrComputeResource(AWAITED, key -> {
            List<LongSupplier> positions = new ArrayList<>();
            change.afterCommit(done -> all.awaitSeen(() -> farthest(positions)));
            return positions;
        });
    }

    private static long farthest(List<LongSupplier> positions) {
        return positions.stream().mapToLong(LongSupplier::getAsLong).max().orElseThrow();
    }
}
