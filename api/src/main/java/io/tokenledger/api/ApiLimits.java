package io.tokenledger.api;

import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of the HTTP edge on times and amounts. Each says what it bounds. */
public final class ApiLimits {
    @DocumentedLimit("body of a request; a longer one gets 413")
    public static final int MAX_BODY_BYTES = 64 * 1024;

    @DocumentedLimit("body of a request on routes for lists of values; a longer one gets 413")
    public static final int MAX_LIST_BODY_BYTES = 2 * MAX_BODY_BYTES;

    @DocumentedLimit("nesting of a JSON body; a deeper one gets 400")
    public static final int MAX_JSON_DEPTH = 32;

    @DocumentedLimit("items of a page if the request does not ask for a number")
    public static final int DEFAULT_PAGE_SIZE = 50;

    @DocumentedLimit("items of a page; a request for more gets this number")
    public static final int MAX_PAGE_SIZE = 500;

    @DocumentedLimit("number of a page; a higher one is rejected")
    public static final int MAX_PAGE_INDEX = 1_000_000;

    @DocumentedLimit("offset of a list; a higher one is rejected")
    public static final int MAX_OFFSET = 1_000_000;

    @DocumentedLimit("characters of the reason for a change; a longer one is rejected")
    public static final int MAX_REASON_LENGTH = 500;

    @DocumentedLimit("time that an Idempotency-Key returns the first response; then it can be used again")
    public static final Duration IDEMPOTENCY_KEY_LIFETIME = Duration.ofHours(24);

    @DocumentedLimit("time that a search, report, simulation or export waits for a permit; then 429 or 503")
    public static final Duration MAX_PERMIT_WAIT = Duration.ofSeconds(1);

    /** Most bodies arrive right after their headers. */
    @DocumentedLimit("time that a thread waits for bytes of a body without a permit")
    public static final Duration MAX_WAIT_WITHOUT_PERMIT = Duration.ofMillis(20);

    @DocumentedLimit("time that a request waits for a permit to wait for its body; then 408")
    public static final Duration MAX_BODY_PERMIT_WAIT = Duration.ofMillis(250);

    @DocumentedLimit("time to read the rest of a rejected body; then the connection is closed")
    public static final Duration DISCARD_TIMEOUT = Duration.ofMillis(500);

    /** If a blocking read fails, Tomcat considers the client gone and sends no response. */
    @DocumentedLimit("time after LEDGER_HTTP_BODY_TIMEOUT when a blocking read of a body fails")
    public static final Duration BODY_TIMEOUT_GRACE = Duration.ofMillis(500);

    /** The client may pause while it stores what it has received. */
    @DocumentedLimit("pause of a client that reads an export; then its connection is closed")
    public static final Duration EXPORT_WRITE_TIMEOUT = Duration.ofSeconds(30);

    @DocumentedLimit(
            "data per second that a client of an export must read on average; with less, its connection is closed")
    public static final int MIN_EXPORT_BYTES_PER_SECOND = 1024;

    @DocumentedLimit(
            "share of the web server's threads that wait for bodies, and as much for slow readers; beyond it, 408 or a closed connection")
    public static final double MAX_BLOCKED_THREADS_SHARE = 5.0 / 16;

    @DocumentedLimit("share of the web server's threads that wait for a permit to wait for a body; beyond it, 408")
    public static final double MAX_WAITING_THREADS_SHARE = 3.0 / 16;

    @DocumentedLimit(
            "share of the web server's threads that wait in each of these ways for one client network; beyond it, the same")
    public static final double MAX_ADDRESS_THREADS_SHARE = 2.0 / 16;

    @DocumentedLimit(
            "accounts, networks or usernames in memory for one limit per minute; above it, some counts start again")
    public static final int MAX_COUNTED_SUBJECTS = 100_000;

    @DocumentedLimit("downloads that the answer to an erasure lists; further ones are counted")
    public static final int MAX_LISTED_DOWNLOADS = 100;

    @DocumentedLimit("removed sinks that the answer to an erasure lists; further ones are counted")
    public static final int MAX_LISTED_REMOVED_SINKS = 100;

    private ApiLimits() {}
}
