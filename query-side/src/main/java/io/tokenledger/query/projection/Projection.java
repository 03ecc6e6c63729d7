package io.tokenledger.query.projection;

import io.tokenledger.eventstore.serialization.UnknownEvent;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;

/**
 * Writes the tables of one read model from the events. Its statements are idempotent and name tables without a schema.
 * The rows depend only on the events and their order. So a projection can write a copy beside the live tables, and the
 * copy equals them.
 */
public interface Projection {
    /** The name of the read model and of its event processor. */
    String name();

    /** Whether an event of this family may change rows of this read model, even if this build cannot read the event. */
    boolean needs(String family);

    /** Stops the projection at an event that it may need and cannot read. A build that can read the event continues. */
    @EventHandler
    default void on(UnknownEvent event) {
        if (needs(event.family())) {
            throw event.unreadable();
        }
    }

    /** The tables, in the order in which a batch writes them. Each has a primary key. */
    List<String> tables();
}
