package io.tokenledger.authentication.coherence;

/** What the command side knows by heart: tables that change in the transaction of the events which they follow. */
public final class LookupProcessingGroup {
    /** The subscribing processor of all look-ups: it runs inside the command's own unit of work. */
    public static final String GROUP = "credential-look-up";

    private LookupProcessingGroup() {}
}
