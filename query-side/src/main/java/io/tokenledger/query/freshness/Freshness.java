package io.tokenledger.query.freshness;

import java.time.Instant;

/**
 * How far an answer is behind the events.
 *
 * @param position position of the last event that the read model has applied; 0 before the first
 * @param asOf every event recorded before this instant is in the answer
 * @param lagMs milliseconds between {@code asOf} and now
 */
public record Freshness(long position, Instant asOf, long lagMs) {}
