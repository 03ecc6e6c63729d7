package io.tokenledger.door.credential;

import io.tokenledger.eventstore.EventPositions;
import java.util.UUID;
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
        doors.ifAvailable(all -> {
            long position = events.lastOf(aggregateId.toString()); // appended already, and seen by this transaction
            change.afterCommit(done -> all.awaitSeen(position));
        });
    }
}
