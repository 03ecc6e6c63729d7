package io.tokenledger.eventstore.cleartext;

/**
 * The stored events whose personal texts are in clear: those of revision 1. An erasure cannot remove these texts, because
 * no key encrypts them. With Axon Server, whose events never change, no bean of this type exists.
 */
public interface ClearTextEvents {
    /**
     * The number of these events.
     *
     * @param atMost number at which the count ends, so that it is cheap
     */
    long remaining(long atMost);
}
