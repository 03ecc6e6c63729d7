package io.tokenledger.authentication.usage;

/** How much uses must have in common to be counted in one window. The finest that the limits permit is chosen. */
public enum WindowDetail {
    /** All that is recorded of a use. */
    FULL,
    /** The credential and the network. */
    PER_NETWORK,
    /** The credential of accepted uses; the network of refused ones. There are few such windows, so they are always opened. */
    TOTAL;

    WindowDetail coarser() {
        return this == FULL ? PER_NETWORK : TOTAL;
    }
}
