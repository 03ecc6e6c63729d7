package io.tokenledger.authentication.coherence;

/** Names the processing group of the lookup tables, which change in the transaction of the command. */
public final class LookupProcessingGroup {
    /** The subscribing processor of all lookup projections. It runs in the unit of work of the command. */
    public static final String GROUP = "credential-look-up";

    private LookupProcessingGroup() {}
}
