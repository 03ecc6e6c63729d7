package io.tokenledger.eventstore.useevents;

import java.time.Instant;

/** Knows which uses must remain although their retention has ended. */
@FunctionalInterface
public interface UsesToKeep {
    /**
     * The uses to keep. Within a transaction, they cannot become more until its commit: it blocks commands that place holds
     * or change organizations. Call it late in the transaction, and before it locks what such a command locks.
     */
    ExpiredUses.Kept at(Instant now);
}
