package io.tokenledger.eventstore.postgres;

/**
 * Says, before each append, whether the store can take it. A database that runs out of disk in mid-write may not come
 * back by itself, so writing stops while there is still some room, and goes on as soon as there is more.
 */
@FunctionalInterface
public interface DiskSpaceGuard {
    /**
     * Returns where there is room.
     *
     * @throws StoreFullException when nothing should be appended now
     */
    void demandRoom();
}
