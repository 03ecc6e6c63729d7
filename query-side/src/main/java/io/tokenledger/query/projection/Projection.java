package io.tokenledger.query.projection;

import io.tokenledger.eventstore.serialization.UnknownEvent;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;

/**
 * Writes the tables of one read model from the events. Its statements name tables without a schema and can be repeated
 * without harm; the rows depend on nothing but the events, in their order. So it can write a copy beside the live tables,
 * and the copy equals them.
 */
public interface Projection {
    /** Also the name of its event processor. */
    String name();

    /** Whether an event of this family may change its rows, of which this build knows nothing but that. */
    boolean needs(String family);

    /** Stops at what it may need and cannot read, until a build runs that can. */
    @EventHandler
    default void on(UnknownEvent event) {
        if (needs(event.family())) {
            throw event.unreadable();
        }
    }

    /** Each has a primary key. In the order in which a batch writes them. */
    List<String> tables();
}
