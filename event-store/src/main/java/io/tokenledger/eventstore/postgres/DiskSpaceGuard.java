package io.tokenledger.eventstore.postgres;

/**
 * Checks before each append whether the store has disk space. A database that runs out of disk space during a write may
 * not recover by itself. So appends stop while some space is left, and resume as soon as there is more.
 */
@FunctionalInterface
public interface DiskSpaceGuard {
    /**
     * Returns if an append is allowed.
     *
     * @throws StoreFullException if appends must stop
     */
    void requireSpace();
}
