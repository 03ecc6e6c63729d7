package io.tokenledger.eventstore.processing;

import java.util.Set;

/** Is notified after each transaction of event processors of this process. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called after the commit, on the thread of the processors.
     *
     * @param processors names of the processors that the transaction belongs to
     * @param position position of the last event that they have applied
     */
    void reached(Set<String> processors, long position);
}
