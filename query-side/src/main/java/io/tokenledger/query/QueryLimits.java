package io.tokenledger.query;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.events.DocumentedLimit;
import java.time.Duration;

/** Limits of the query side on times and amounts. Each says what it bounds. */
public final class QueryLimits {
    /** Half a minute, because proxies close connections that are silent for a minute. */
    @DocumentedLimit("time that a request for the revocation feed can wait for new items; a longer one is rejected")
    public static final Duration MAX_FEED_WAIT = Duration.ofSeconds(30);

    /** Browsers list sessions right after a sign-in, which itself does not wait for this read model. */
    @DocumentedLimit("time that a listing of sessions waits for events; then the answer states its lag")
    public static final Duration MAX_SESSION_LISTING_WAIT = Duration.ofSeconds(2);

    /** An export holds a thread for as long as its client reads. */
    @DocumentedLimit("concurrent audit exports of one account, and of all; further ones wait, then get 429 or 503")
    public static final Bulkhead.Limit AUDIT_EXPORTS = new Bulkhead.Limit(1, 6, 6);

    /** A report takes longer the more its subject was used. */
    @DocumentedLimit("concurrent exposure reports of one account, and of all; further ones wait, then get 429 or 503")
    public static final Bulkhead.Limit EXPOSURE_REPORTS = new Bulkhead.Limit(1, 4, 4);

    /** Shorter than {@code StoreLimits.MAX_RESPONSE_WAIT}, after which the caller would not learn why there is no answer. */
    @DocumentedLimit("one statement of a policy simulation, impact or exposure report; then 422 too_much_history")
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    /** As long as a request may wait for other processes in total. */
    @DocumentedLimit("all statements of such a report together; then 422 too_much_history")
    public static final Duration SNAPSHOT_TIMEOUT = Duration.ofSeconds(8);

    /** The first processing of an erasure takes longer than that of other events. */
    @DocumentedLimit(
            "time that the response to an erasure waits for the read models; then 503, and the erasure continues")
    public static final Duration MAX_ERASURE_WAIT = Duration.ofSeconds(7);

    @DocumentedLimit("days of uses that the usage of a key can cover; more are rejected")
    public static final int MAX_USAGE_DAYS = 90;

    @DocumentedLimit("clients in the usage of a key; further ones are omitted")
    public static final int MAX_CLIENTS_OF_KEY = 100;

    @DocumentedLimit("time in which the same read of the newest entries, by the same client, is recorded once")
    public static final Duration REPEATED_READ_WINDOW = Duration.ofMinutes(1);

    @DocumentedLimit("recorded reads in memory; further ones replace those that were used least")
    public static final int MAX_REPEATED_READS = 10_000;

    @DocumentedLimit("notices of each kind that one run records; the next run records further ones")
    public static final int MAX_DUE_NOTICES = 10_000;

    @DocumentedLimit("notices in one append to the event store; further ones are in the next")
    public static final int NOTICES_PER_APPEND = 500;

    @DocumentedLimit("notices that apply to an account, in its list; further ones are omitted")
    public static final int MAX_NOTICES_OF_ACCOUNT = 200;

    @DocumentedLimit("mails that one run sends; the next run sends further ones")
    public static final int MAX_MAILS_PER_RUN = 1_000;

    @DocumentedLimit("notices that one mail covers; the mail of the next day covers further ones")
    public static final int MAX_NOTICES_PER_MAIL = 1_000;

    @DocumentedLimit("notices that a mail describes; further ones are only counted")
    public static final int MAX_KEYS_IN_MAIL = 50;

    /** Calendar programs read without a credential. */
    @DocumentedLimit("concurrent reads of calendar feeds by one network, and by all; further ones wait, then get 429")
    public static final Bulkhead.Limit FEED_READS = new Bulkhead.Limit(2, 8, 16);

    @DocumentedLimit("time that a read of a calendar feed waits for others; then 429")
    public static final Duration MAX_FEED_READ_WAIT = Duration.ofSeconds(1);

    @DocumentedLimit("deadlines in a calendar feed; later ones are omitted")
    public static final int MAX_CALENDAR_EVENTS = 1_000;

    /** Longer than one mail takes: the mail server has 10 s for each of its about ten replies. */
    @DocumentedLimit("time after which another process gives notices, if the one that gives them has crashed")
    public static final Duration NOTICE_CLAIM_LIFETIME = Duration.ofMinutes(5);

    @DocumentedLimit("time in which one run gives notices; the next run gives further ones")
    public static final Duration MAX_NOTICE_RUN = Duration.ofMinutes(10);

    /** Longer than a few attempts that are the longest pause apart, and short enough to repair it on the same day. */
    @DocumentedLimit("time without an accepted notice while notices fail; then the health of notices is DOWN")
    public static final Duration MAX_NOTICE_FAILURE = Duration.ofHours(3);

    @DocumentedLimit("time that a stopping process waits for a mail that it is sending; then it interrupts it")
    public static final Duration NOTICE_STOP_TIMEOUT = Duration.ofSeconds(2);

    @DocumentedLimit("consecutive failed mails; then the mail server counts as unavailable, and the run ends")
    public static final int MAX_FAILED_MAILS = 3;

    @DocumentedLimit("pause after the mail server was unavailable; it doubles with each failure")
    public static final Duration MIN_MAIL_RETRY_PAUSE = Duration.ofMinutes(1);

    @DocumentedLimit("longest pause after the mail server was unavailable; then the ledger tries again")
    public static final Duration MAX_MAIL_RETRY_PAUSE = Duration.ofHours(1);

    /** Each change of a read model waits until it has applied all earlier events, with a connection of the pool. */
    @DocumentedLimit(
            "concurrent changes of one read model, such as notice settings, and of all; further ones wait, then get 503")
    public static final Bulkhead.Limit ORDERED_CHANGES = new Bulkhead.Limit(1, 8, 16, 8);

    @DocumentedLimit("wait of such a change for others; then 503")
    public static final Duration MAX_ORDERED_CHANGE_WAIT = Duration.ofSeconds(4);

    /** Each package reads the entries of a case three times. */
    @DocumentedLimit("concurrent handover packages of one account, and of all; further ones wait, then get 429 or 503")
    public static final Bulkhead.Limit CASE_PACKAGES = new Bulkhead.Limit(1, 2, 2);

    @DocumentedLimit("entries of the audit trail in a handover package; a case with more is rejected")
    public static final int MAX_PACKAGE_ENTRIES = 100_000;

    @DocumentedLimit("open incident cases that an account has opened; further ones are rejected")
    public static final int MAX_OPEN_CASES = 100;

    @DocumentedLimit("notes, operations and other entries of an incident case; further ones are rejected")
    public static final int MAX_CASE_ENTRIES = 1_000;

    @DocumentedLimit("note or conclusion of an incident case, in characters; a longer one is rejected")
    public static final int MAX_CASE_NOTE_LENGTH = 4_000;

    /** Each simulation reads much of the audit trail. */
    @DocumentedLimit("concurrent policy simulations of one account, and of all; further ones wait, then get 429 or 503")
    public static final Bulkhead.Limit POLICY_SIMULATIONS = new Bulkhead.Limit(1, 2, 2);

    @DocumentedLimit("items in each list of an exposure report; further ones are only in the audit export")
    public static final int MAX_EXPOSURE_ITEMS = 20_000;

    /** Far more than a person can check. */
    @DocumentedLimit(
            "new networks, and new user agents, in an exposure report; with more, it says that it is incomplete")
    public static final int MAX_NEW_ORIGINS = 1_000;

    @DocumentedLimit("keys of an account, and of other accounts, that an offboarding lists; further ones are omitted")
    public static final int MAX_KEYS_WITH_USES = 1_000;

    @DocumentedLimit("found values that one lookup takes, and digests; more are rejected")
    public static final int MAX_LOOKED_UP_VALUES = 1_000;

    @DocumentedLimit("keys of a family that a filter of the audit trail covers; a larger family is rejected")
    public static final int MAX_FAMILY = 1_000;

    @DocumentedLimit("keys, and owners, in each list of a policy simulation; further ones are only counted")
    public static final int MAX_SIMULATED_ITEMS = 1_000;

    @DocumentedLimit("range of an audit summary by hour; a longer one is rejected")
    public static final Duration MAX_HOURLY_RANGE = Duration.ofDays(62);

    @DocumentedLimit("keys, and addresses, that an audit summary ranks; further ones are omitted")
    public static final int MAX_RANKED = 20;

    /** Enough for almost every key. */
    @DocumentedLimit("latest changes that explain the state of a key; earlier ones are only in its timeline")
    public static final int MAX_EXPLAINING_EVENTS = 1_000;

    @DocumentedLimit("idle keys of an organization that one sweep deactivates; further ones wait for the next")
    public static final int MAX_IDLE_KEYS = 1_000;

    @DocumentedLimit("latest bulk operations in their listing; earlier ones are omitted")
    public static final int MAX_LISTED_OPERATIONS = 100;

    /**
     * A day, so that an attacker gains little by waiting, and an employee who travels is reported once for each place.
     */
    @DocumentedLimit("time in which a network counts as new to an account that creates a key from it")
    public static final Duration NEW_NETWORK_WINDOW = Duration.ofHours(24);

    @DocumentedLimit("time over which a summary of signals computes the signals per day of each kind")
    public static final Duration SIGNAL_RATE_PERIOD = Duration.ofDays(30);

    /** Longer than any report or simulation may take. */
    @DocumentedLimit("time after which an interrupted request may be repeated under its Idempotency-Key")
    public static final Duration MAX_REQUEST_TIME = Duration.ofMinutes(5);

    @DocumentedLimit("answer, in bytes, that is stored for an Idempotency-Key; a repeat of a larger one gets 409")
    public static final int MAX_STORED_ANSWER_BYTES = 1 << 20;

    @DocumentedLimit("bytes of answers per minute that are stored for an account; a repeat of a further one gets 409")
    public static final int MAX_STORED_BYTES_PER_MINUTE = 2 << 20;

    @DocumentedLimit("concurrent replays of a process; further ones wait")
    public static final int MAX_CONCURRENT_REPLAYS = 2;

    @DocumentedLimit("sandboxes; further ones are rejected")
    public static final int MAX_SANDBOXES = 3;

    @DocumentedLimit("age of a sandbox; then it is deleted")
    public static final Duration SANDBOX_LIFETIME = Duration.ofDays(1);

    @DocumentedLimit("latest replays in their listing; earlier ones are omitted")
    public static final int MAX_LISTED_REPLAYS = 100;

    @DocumentedLimit("differing rows that a replay lists; further ones are only counted")
    public static final int MAX_LISTED_DIFFERENCES = 100;

    @DocumentedLimit("concurrent event streams about replays; further ones get 503")
    public static final int MAX_REPLAY_FOLLOWERS = 64;

    @DocumentedLimit("events that a replay applies in one transaction")
    public static final int MAX_REPLAY_BATCH = 4_000;

    @DocumentedLimit("time that the claim of a crashed process on a replay lasts; then another process continues it")
    public static final Duration REPLAY_CLAIM_LIFETIME = Duration.ofSeconds(10);

    @DocumentedLimit("pause of a replay after its first failure; it doubles with each further one")
    public static final Duration MIN_REPLAY_RETRY_PAUSE = Duration.ofMillis(100);

    @DocumentedLimit("pause of a replay between two retries")
    public static final Duration MAX_REPLAY_RETRY_PAUSE = Duration.ofSeconds(10);

    @DocumentedLimit("time that a stopping process waits for its replays; another process or a restart continues them")
    public static final Duration REPLAY_STOP_TIMEOUT = Duration.ofSeconds(10);

    @DocumentedLimit(
            "time that the end of a replay waits for reads of a live table that have begun; then it is retried")
    public static final Duration READ_LOCK_TIMEOUT = Duration.ofSeconds(1);

    @DocumentedLimit("time that the end of a replay waits for a lock on live tables; then it is retried")
    public static final Duration TABLE_LOCK_TIMEOUT = Duration.ofSeconds(5);

    @DocumentedLimit(
            "idle transaction during delivery to a sink or at the end of a replay; then it fails and is retried")
    public static final Duration IDLE_TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

    private QueryLimits() {}
}
