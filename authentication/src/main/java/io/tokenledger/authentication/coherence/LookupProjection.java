package io.tokenledger.authentication.coherence;

/** Updates a lookup table by event handlers, in the processing group {@link LookupProcessingGroup#GROUP}. */
public interface LookupProjection {}
