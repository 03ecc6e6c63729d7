package io.tokenledger.query.freshness;

import java.time.Instant;

/**
 * How far behind the events an answer is.
 *
 * @param position of the last event that the read model has taken in; 0 before the first
 * @param asOf everything recorded before this instant is in the answer
 * @param lagMs milliseconds between that instant and now
 */
public record Freshness(long position, Instant asOf, long lagMs) {}
