package io.tokenledger.events;

import java.time.Instant;

/**
 * An event that can stand for several occurrences that differ only in time: {@code count} of them, from {@code first}
 * to {@code last}.
 */
public interface CountedEvent extends LedgerEvent {
    Instant first();

    Instant last();

    long count();

    /**
     * The event that stands for repeats of this one, without the values in which the repeats may differ.
     *
     * @param since time of the first repeat
     * @param until time of the last repeat
     * @param times number of repeats
     */
    CountedEvent repeated(Instant since, Instant until, long times);
}
