package io.tokenledger.authentication.health;

import java.util.Optional;

/** Whether this process reached the event store recently enough to verify credentials. */
@FunctionalInterface
public interface StoreContact {
    /** The problem that has lasted longer than {@code LEDGER_STALENESS_LIMIT}; empty if there is none. */
    Optional<String> contactProblem();
}
