package io.tokenledger.events;

import java.time.Instant;

/**
 * An event that may stand for several occurrences which differ in nothing but their time: {@code count} of them, from
 * {@code first} to {@code last}.
 */
public interface CountedEvent extends LedgerEvent {
    Instant first();

    Instant last();

    long count();

    /** The event that stands for repeats of this one; what may have differed among them is left out. */
    CountedEvent repeated(Instant since, Instant until, long times);
}
