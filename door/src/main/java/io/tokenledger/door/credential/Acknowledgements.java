package io.tokenledger.door.credential;

import io.tokenledger.eventstore.EventPositions;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What happens between the commit of a change and its acknowledgement: this process forgets what it knew by heart, and
 * where there are others, they have to have forgotten it too.
 */
@Component
public class Acknowledgements {
    private static final String AWAITED = Acknowledgements.class.getName();

    private final ObjectProvider<Doors> doors;
    private final EventPositions events;

    Acknowledgements(ObjectProvider<Doors> doors, EventPositions events) {
        this.doors = doors;
        this.events = events;
    }

    /** Once the unit of work under way is committed, and before whoever began it is answered. */
    public void afterCommit(UUID aggregateId, Runnable forget) {
        UnitOfWork<?> change = CurrentUnitOfWork.get();
        change.afterCommit(done -> forget.run());
        if (!Repair.isUnderWay()) { // its follower tells the others itself how far it has come
            awaitDoors(change, () -> events.lastOfOnceCommitted(aggregateId.toString()));
        }
    }

    /**
     * The same for a command that finds nothing to do: what it wants was done already, perhaps by one that is not acknowledged
     * yet.
     */
    public void afterNothing() {
        UnitOfWork<?> change = CurrentUnitOfWork.get();
        if (change.getResource(AWAITED) == null) {
            awaitDoors(change, () -> events::head);
        }
    }

    /** Of everything that was committed before; for an answer that is given without a command. */
    public void awaitAll() {
        doors.ifAvailable(all -> all.awaitSeen(events::head));
    }

    /** Where there is but one door nobody looks a position up. */
    private void awaitDoors(UnitOfWork<?> change, Supplier<LongSupplier> ofChange) {
        doors.ifAvailable(all -> {
            LongSupplier position = ofChange.get();
            change.resources().put(AWAITED, true);
            change.afterCommit(done -> all.awaitSeen(position));
        });
    }
}
