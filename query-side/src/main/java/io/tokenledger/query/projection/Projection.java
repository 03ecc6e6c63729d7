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
    /** End of the name of a table that is not filled yet. */
    String UNFILLED = "_unfilled";

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

    /** Whether its handlers read the metadata of most events, so that it is worth decrypting before they are applied. */
    default boolean readsMetadata() {
        return false;
    }

    /** The tables, in the order in which a batch writes them. Each has a primary key. */
    List<String> tables();

    /**
     * The tables whose rows handlers find by primary key only, apart from erasures. A copy gets the other indexes of these
     * tables when its rows are written, which is faster.
     */
    default List<String> tablesIndexedLast() {
        return List.of();
    }

    /**
     * Those of the tables that {@link #fillLastTables} completes when a copy has all other rows. It fills them from other
     * tables, or applies the rows that were collected in them. Until then {@link ReadModelSchema#areFilled} is false, and
     * their names end in {@link #UNFILLED}. So an earlier build, which knows no such tables, does not replace live tables
     * by a copy that lacks this step.
     */
    default List<String> tablesFilledLast() {
        return List.of();
    }

    /** Completes these tables of a copy, in a transaction that locks them and then renames them. */
    default void fillLastTables() {}
}
