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

    @DocumentedLimit("idle time of a connection after which it is checked before its next use")
    public static final Duration UNCHECKED_CONNECTION_TIME = Duration.ofSeconds(2);

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

    @DocumentedLimit("events that event processors apply in one transaction; the next transaction continues after them")
    public static final int MAX_EVENTS_PER_TRANSACTION = 500;

    @DocumentedLimit("events that wait for the common reader of the projections; with more, each catches up alone")
    public static final int MAX_SHARED_BACKLOG = 2_000;

    /** Other projections wait as long as the one that waits for the lock. */
    @DocumentedLimit(
            "wait for a lock in the common transaction of the projections; then each has a transaction of its own")
    public static final Duration SHARED_LOCK_TIMEOUT = Duration.ofMillis(100);

    @DocumentedLimit("positions of last events that an embedded process caches; others are read when they are needed")
    public static final int MAX_CACHED_POSITIONS = 10_000;

    @DocumentedLimit("subject keys that a process caches; others are read from the store when they are needed")
    public static final int MAX_CACHED_SUBJECT_KEYS = 100_000;

    @DocumentedLimit("time after an erasure in which another process may still decrypt texts with its cached key")
    public static final Duration SUBJECT_KEY_CACHE_TIME = Duration.ofMinutes(1);

    @DocumentedLimit("connections of a process that read and create subject keys")
    public static final int MAX_SUBJECT_KEY_CONNECTIONS = 2;

    @DocumentedLimit("subject keys that a rotation of the key-encryption key wraps in one transaction")
    public static final int SUBJECT_KEYS_PER_BATCH = 1_000;

    @DocumentedLimit("events in clear that one transaction encrypts; the next transaction continues after them")
    public static final int MAX_EVENTS_PER_ENCRYPTION = 500;

    @DocumentedLimit(
            "share of one processor core that the encryption of old events takes; it pauses between two transactions")
    public static final double ENCRYPTION_CPU_SHARE = 0.25;

    @DocumentedLimit("time until a process looks again for events in clear")
    public static final Duration CLEAR_TEXT_CHECK_INTERVAL = Duration.ofMinutes(1);

    @DocumentedLimit(
            "time until events in clear that could not be encrypted are tried again, unless there are new ones")
    public static final Duration UNREADABLE_EVENT_RETRY_PAUSE = Duration.ofHours(1);

    @DocumentedLimit("events in clear that the metric counts; further ones are not in the number")
    public static final int MAX_COUNTED_CLEAR_EVENTS = 100_000;

    private StoreLimits() {}

    @DocumentedLimit("shortest retention of uses, LEDGER_RETENTION_USES; a shorter one prevents the start")
    public static final Duration MIN_USE_RETENTION = Duration.ofDays(31);

    @DocumentedLimit("sums of dropped uses in one event; further ones are in the next")
    public static final int MAX_SUMS_PER_EVENT = 500;

    @DocumentedLimit("events with sums of dropped uses in one insert; further ones are in the next")
    public static final int SUMMARIES_PER_INSERT = 50;
}
