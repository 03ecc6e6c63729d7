package io.tokenledger.authentication.coherence;

/** Keeps one table of the command side by {@code @EventHandler} methods, in the processing group {@link LookupProcessingGroup#GROUP}. */
public interface LookupProjection {}
