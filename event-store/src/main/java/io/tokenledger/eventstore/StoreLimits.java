package io.tokenledger.eventstore;

import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of the event store on times and amounts. Each says what it bounds. */
public final class StoreLimits {
    @DocumentedLimit("time that a request waits for a store that does not respond, over all its attempts; then 503")
    public static final Duration MAX_RESPONSE_WAIT = Duration.ofSeconds(6);

    /** The response may be about to arrive. */
    @DocumentedLimit("shortest wait for a response of the store, even after the deadline of the request")
    public static final Duration MIN_RESPONSE_WAIT = Duration.ofMillis(500);

    /** Its connection may be lost without an error, too. */
    @DocumentedLimit("one statement of a migration or a replay; then it fails")
    public static final Duration LONG_WORK_TIMEOUT = Duration.ofHours(1);

    /** Its rows stay locked until the append is confirmed, and all processes wait for these rows. */
    @DocumentedLimit(
            "idle transaction of a change while Axon Server appends its events; then its locks end and the change fails")
    public static final Duration APPEND_TRANSACTION_TIMEOUT = Duration.ofSeconds(3);

    @DocumentedLimit("time that the read of one event from Axon Server takes; then the work that needs it fails")
    public static final Duration AXON_SERVER_READ_TIMEOUT = Duration.ofSeconds(5);

    /** Many times the interval at which Axon Server forces its files to disk. */
    @DocumentedLimit("age of a row that records an append to Axon Server; older rows are deleted")
    public static final Duration RECENT_APPEND_RETENTION = Duration.ofSeconds(15);

    @DocumentedLimit("events that one read of the newest events loads; the next read continues after them")
    public static final int MAX_EVENTS_PER_READ = 10_000;

    private StoreLimits() {}
}
