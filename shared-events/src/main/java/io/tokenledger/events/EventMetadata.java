package io.tokenledger.events;

/** The keys under which an event's metadata says who caused it, from where, and in which request. */
public final class EventMetadata {
    /** Account that acted; absent when the ledger itself did (a deadline, the first start). */
    public static final String ACTOR_ACCOUNT_ID = "actorAccountId";
    /** API key that the actor presented; absent for a session. */
    public static final String ACTOR_KEY_ID = "actorKeyId";
    /** {@code jti} of the API token that the actor presented; absent for a raw API key. */
    public static final String ACTOR_SESSION_ID = "actorSessionId";
    /** Source address as trusted by the setting for forwarded headers. */
    public static final String IP = "ip";
    /** At most 512 characters. */
    public static final String USER_AGENT = "userAgent";
    /** The {@code X-Request-Id} of the request that caused the event. */
    public static final String CORRELATION_ID = "correlationId";
    /** The {@code Idempotency-Key} of the command, where the caller sent one. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    /** The bulk act that the event is part of, where it is. */
    public static final String BULK_ACT_ID = "bulkActId";

    private EventMetadata() {}
}
