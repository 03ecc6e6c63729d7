package io.tokenledger.query.projection;

import io.tokenledger.eventstore.useevents.ExpiredUses;
import java.util.List;

/**
 * The rows that a projection has written for each use, in the live tables. They are dropped together with the uses, so that
 * the tables remain equal to a replay.
 */
public interface UseRows {
    /** The tables whose writers must wait for {@link #dropShared}. */
    List<String> tables();

    /** Partitioned tables that keep no rows of dropped uses, with their schema. */
    List<String> partitioned();

    /**
     * Drops the rows that belong to one dropped use each. Runs in the transaction that drops the uses and has inserted
     * their sums. No projection writes rows of these uses meanwhile.
     */
    void drop(ExpiredUses uses, ExpiredUses.Selection selection);

    /** Drops what several entries share, if no remaining one needs it. Runs later in the transaction, with the locks. */
    void dropShared(ExpiredUses.Selection selection);
}
