package io.tokenledger.authentication.usage;

/**
 * How much uses must have in common to be counted in one window. The recorder chooses the finest detail within the
 * limits.
 */
public enum WindowDetail {
    /** All recorded fields of a use. */
    FULL,
    /** The credential and the network. */
    PER_NETWORK,
    /**
     * The credential of accepted uses; the network of refused uses. Such windows are few, so they are always opened.
     */
    TOTAL;

    WindowDetail coarser() {
        return this == FULL ? PER_NETWORK : TOTAL;
    }
}
