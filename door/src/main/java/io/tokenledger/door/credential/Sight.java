package io.tokenledger.door.credential;

/** Whether what this process knows by heart is what is true: without sight of others' changes the door decides nothing. */
@FunctionalInterface
public interface Sight {
    /**
     * Returns where nothing that was acknowledged longer ago than the limit can have been missed.
     *
     * @throws io.tokenledger.access.refusal.RefusedException {@code store_unavailable} elsewhere
     */
    void demand();
}
