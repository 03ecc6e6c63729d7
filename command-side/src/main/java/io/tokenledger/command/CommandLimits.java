package io.tokenledger.command;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of the command side on times and amounts. Each says what it bounds. */
public final class CommandLimits {
    @DocumentedLimit(
            "time that Axon Server takes to confirm the command handlers of a starting process; then the start fails")
    public static final Duration COMMAND_SUBSCRIPTION_TIMEOUT = Duration.ofSeconds(10);

    @DocumentedLimit(
            "time that a change or a session command waits for a read model; then the response lacks its information, or is 503")
    public static final Duration MAX_READ_MODEL_WAIT = Duration.ofSeconds(2);

    @DocumentedLimit("additional time for such a query and its response to pass between processes")
    public static final Duration QUERY_TRANSIT_ALLOWANCE = Duration.ofMillis(500);

    @DocumentedLimit("time that the search for the keys of a bulk operation takes; then 503")
    public static final Duration KEY_SEARCH_TIMEOUT = Duration.ofSeconds(8);

    /** An operation on more keys would take longer than a request may. */
    @DocumentedLimit("keys that match a bulk operation; with more, it is rejected")
    public static final int MAX_KEYS_PER_OPERATION = 10_000;

    @DocumentedLimit("time before an offboarding whose uses show what would stop to work")
    public static final Duration OFFBOARDING_USES = Duration.ofDays(30);

    /** As many as fit into the longest body of a request. */
    @DocumentedLimit("ids of keys in a bulk operation; a longer list is rejected")
    public static final int MAX_LISTED_IDS = 3_000;

    @DocumentedLimit("values in a bulk operation or a leak report; a longer list is rejected")
    public static final int MAX_LISTED_VALUES = 1_000;

    /** Reports can be large and need no credential. */
    @DocumentedLimit("concurrent leak reports of one network, and of all; further ones wait, then get 503")
    public static final Bulkhead.Limit LEAK_REPORTS = new Bulkhead.Limit(1, 4, 8, 1);

    @DocumentedLimit("time that a leak report waits for others; then 503")
    public static final Duration MAX_LEAK_REPORT_WAIT = Duration.ofSeconds(2);

    @DocumentedLimit(
            "concurrent requests with a password of one network or account, and of all; further ones get 429 or 503")
    public static final Bulkhead.Limit PASSWORD_QUEUE = new Bulkhead.Limit(8, 26, 0);

    /** The other places stay free for other networks. */
    @DocumentedLimit("the same for networks with a refused sign-in in the current minute")
    public static final Bulkhead.Limit PASSWORD_QUEUE_AFTER_REFUSAL = new Bulkhead.Limit(8, 13, 0);

    @DocumentedLimit("password hashes that are computed at a time; further ones wait, then get 503")
    public static final Bulkhead.Limit CONCURRENT_PASSWORD_HASHES = new Bulkhead.Limit(2, 2, 26, 8);

    @DocumentedLimit("time that a request waits for its turn to check a password; then 503")
    public static final Duration MAX_PASSWORD_WAIT = Duration.ofSeconds(5);

    @DocumentedLimit("concurrent sign-ins by OpenID Connect of one network, and of all; further ones get 503")
    public static final Bulkhead.Limit OIDC_SIGN_INS = new Bulkhead.Limit(4, 16, 0);

    @DocumentedLimit(
            "connection to the OpenID Connect provider, and each wait for its response; then the sign-in fails")
    public static final Duration OIDC_PROVIDER_TIMEOUT = Duration.ofSeconds(5);

    @DocumentedLimit("time to complete a sign-in at the OpenID Connect provider; then it must begin again")
    public static final Duration OIDC_SIGN_IN_LIFETIME = Duration.ofMinutes(10);

    @DocumentedLimit("time that the sweep waits for the idle keys of an organization; the next sweep retries it")
    public static final Duration IDLE_KEY_SEARCH_TIMEOUT = Duration.ofSeconds(30);

    /** The key of a month must not be destroyed while texts of that month are recorded. */
    @DocumentedLimit("smallest LEDGER_RETENTION_UNATTRIBUTED; with a smaller one, a process does not start")
    public static final Duration MIN_UNATTRIBUTED_RETENTION = Duration.ofDays(31);

    @DocumentedLimit("members of an organization; further ones are rejected")
    public static final int MAX_MEMBERS_PER_ORGANIZATION = 10_000;

    /** The audit trail shows each event about an account, such as a use of its keys, in all of its organizations. */
    @DocumentedLimit("organizations of which an account is a member; it cannot create or join more")
    public static final int MAX_ORGANIZATIONS_PER_ACCOUNT = 1_000;

    @DocumentedLimit("assignments of a workspace; further ones are rejected")
    public static final int MAX_ASSIGNMENTS_PER_WORKSPACE = 10_000;

    private CommandLimits() {}

    @DocumentedLimit("unknown usernames that an account can name per minute when it adds members; then 429")
    public static final int MAX_UNKNOWN_USERNAMES = 20;
}
