package io.tokenledger.authentication;

import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of authentication on times and amounts. Each says what it bounds. */
public final class AuthenticationLimits {
    @DocumentedLimit("time that a request waits for other processes in total; then 503")
    public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(8_500);

    /** Longer than the effects of a process that loses contact with the store: its locks and its cache lease. Both begin at the loss. */
    @DocumentedLimit("time that a request waits for the result of its command; then 503")
    public static final Duration COMMAND_TIMEOUT = Duration.ofMillis(8_200);

    @DocumentedLimit("time that a command waits while its process handles the maximum number of commands; then 503")
    public static final Duration ADMISSION_TIMEOUT = Duration.ofSeconds(5);

    @DocumentedLimit("retries of a command that conflicts with other commands; then the conflict is the answer")
    public static final int MAX_COMMAND_RETRIES = 20;

    /** Leaves time for a process that looks for events four times a second. */
    @DocumentedLimit("smallest LEDGER_STALENESS_LIMIT; with a smaller one, a process does not start")
    public static final Duration MIN_STALENESS_LIMIT = Duration.ofSeconds(1);

    /** With it, a change still waits less than the deadline of its request. */
    @DocumentedLimit("largest LEDGER_STALENESS_LIMIT; with a larger one, a process does not start")
    public static final Duration MAX_STALENESS_LIMIT = Duration.ofSeconds(7);

    /** A crash of the store may undo the latest report. */
    @DocumentedLimit("time that a recorded cache lease lasts longer than its process uses it")
    public static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

    @DocumentedLimit("age of an expired cache lease; older ones are deleted")
    public static final Duration EXPIRED_LEASE_RETENTION = Duration.ofHours(1);

    @DocumentedLimit("connections to PostgreSQL for cache leases, in addition to the pool; further statements wait")
    public static final int MAX_LEASE_CONNECTIONS = 4;

    /** A failed statement must exceed the deadline of its caller only slightly. */
    @DocumentedLimit("time that a statement about cache leases waits for a connection; then it is retried")
    public static final Duration LEASE_CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    /** Tables may be rebuilt from all events. */
    @DocumentedLimit("time that a starting process reads events before it accepts requests; then the start fails")
    public static final Duration START_TIMEOUT = Duration.ofHours(1);

    @DocumentedLimit("time that a stopping process waits for its event log follower; then it continues to stop")
    public static final Duration FOLLOWER_STOP_TIMEOUT = Duration.ofSeconds(5);

    @DocumentedLimit("time that a stopping process has to write queued usage records; the others are lost")
    public static final Duration USAGE_WRITER_STOP_TIMEOUT = Duration.ofSeconds(15);

    @DocumentedLimit("usage records in one transaction; further ones wait for the next")
    public static final int MAX_USAGE_BATCH = 500;

    @DocumentedLimit("events of counted repeats that wait for an unavailable store; further repeats are lost")
    public static final int MAX_UNWRITTEN_REPEATS = 100_000;

    @DocumentedLimit("shortest window of uses above a limit on bytes, even if LEDGER_USE_WINDOW is shorter")
    public static final Duration MIN_AGGREGATED_WINDOW = Duration.ofMinutes(1);

    @DocumentedLimit("values in the leak reports of one network a minute; then 429")
    public static final int MAX_REPORTED_VALUES_PER_MINUTE = 2_000;

    @DocumentedLimit("verified API tokens in memory; further ones replace those that were used least")
    public static final int MAX_CACHED_API_TOKENS = 100_000;

    @DocumentedLimit(
            "difference between the clocks of the issuer and a verifier of an API token; beyond it, a new token is invalid")
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    @DocumentedLimit("time that clients may cache the public signing keys")
    public static final Duration JWKS_LIFETIME = Duration.ofMinutes(5);

    /** A clock that is set back must not make a revoked token valid. */
    @DocumentedLimit("time after the expiry of a revoked API token until its revocation is deleted")
    public static final Duration REVOCATION_RETENTION = Duration.ofHours(1);

    @DocumentedLimit("expired revocations that one statement deletes; further ones wait for the next sweep")
    public static final int MAX_REVOCATIONS_DELETED_AT_ONCE = 10_000;

    @DocumentedLimit("service accounts of an organization; creation of more is rejected")
    public static final int MAX_SERVICE_ACCOUNTS_PER_ORGANIZATION = 1_000;

    @DocumentedLimit("workspaces of an organization; creation of more is rejected")
    public static final int MAX_WORKSPACES_PER_ORGANIZATION = 1_000;

    /** A check of an account reads all of them. */
    @DocumentedLimit("legal holds in force; further ones are rejected")
    public static final int MAX_LEGAL_HOLDS = 1_000;

    private AuthenticationLimits() {}
}
