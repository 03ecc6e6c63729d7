package io.tokenledger.query.projection;

import java.util.List;

/**
 * Writes the tables of one read model from the events. Its statements name tables without a schema and can be repeated
 * without harm; the rows depend on nothing but the events, in their order. So it can write a copy beside the live tables,
 * and the copy equals them.
 */
public interface Projection {
    /** Also the name of its event processor. */
    String name();

    /** Each has a primary key. In the order in which a batch writes them. */
    List<String> tables();
}
