package io.tokenledger.query;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of the delivery of the audit trail to other systems. */
public final class SinkLimits {
    @DocumentedLimit("sinks of a ledger; further ones are skipped")
    public static final int MAX_SINKS = 10;

    @DocumentedLimit("sinks that the API can add; further ones are rejected")
    public static final int MAX_API_SINKS = 20;

    @DocumentedLimit("target, in characters, of a sink that the API adds; a longer one is rejected")
    public static final int MAX_SINK_TARGET_LENGTH = 500;

    /** Each one holds a connection of the pool. */
    @DocumentedLimit("concurrent deliveries of a process to sinks of the API; further ones wait")
    public static final int MAX_API_SINK_DELIVERIES = 4;

    @DocumentedLimit("test of a sink; then it is stopped and its result is a failure")
    public static final Duration SINK_TEST_TIMEOUT = Duration.ofSeconds(10);

    @DocumentedLimit("concurrent tests of sinks of one account, and of all; further ones wait, then get 429 or 503")
    public static final Bulkhead.Limit SINK_TESTS = new Bulkhead.Limit(2, 4, 4);

    @DocumentedLimit("age of a signing secret that belongs to no sink; then it is deleted")
    public static final Duration ORPHANED_SECRET_LIFETIME = Duration.ofHours(1);

    @DocumentedLimit("entries in one delivery to a sink")
    public static final int MAX_SINK_BATCH = 200;

    @DocumentedLimit("connection to a sink, and a wait for its response; then the delivery is retried")
    public static final Duration SINK_TIMEOUT = Duration.ofSeconds(10);

    /** Shorter than {@link #SINK_TEST_TIMEOUT}, so that a test of a receiver that closes no connection succeeds. */
    @DocumentedLimit("wait for a syslog receiver to close the connection; then its acknowledgement by TCP counts")
    public static final Duration SYSLOG_CLOSE_TIMEOUT = Duration.ofSeconds(2);

    @DocumentedLimit("pause after the first failed delivery to a sink; it doubles with each further one")
    public static final Duration MIN_SINK_RETRY_PAUSE = Duration.ofSeconds(1);

    @DocumentedLimit("pause between two deliveries to a failing sink")
    public static final Duration MAX_SINK_RETRY_PAUSE = Duration.ofMinutes(5);

    private SinkLimits() {}
}
