package io.tokenledger.events;

/** Metadata keys of events: the actor, the origin and the request that caused an event. */
public final class EventMetadata {
    /** Acting account; absent if the ledger itself acted (a deadline, the first start). */
    public static final String ACTOR_ACCOUNT_ID = "actorAccountId";
    /** API key that the actor presented; absent for a session. */
    public static final String ACTOR_KEY_ID = "actorKeyId";
    /** {@code jti} of the API token that the actor presented; absent for a raw API key. */
    public static final String ACTOR_SESSION_ID = "actorSessionId";
    /** Source address, after the configured handling of forwarded headers. */
    public static final String IP = "ip";
    /** User agent of the request, at most 512 characters. */
    public static final String USER_AGENT = "userAgent";
    /** The {@code X-Request-Id} of the request that caused the event. */
    public static final String CORRELATION_ID = "correlationId";
    /** The {@code Idempotency-Key} of the command, if the caller sent one. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    /** The reason that the actor gave for the change, at most 500 characters; absent if the event itself has one. */
    public static final String REASON = "reason";

    /** Id of the bulk operation that the event is part of; absent for other events. */
    public static final String BULK_ACT_ID = "bulkActId";

    private EventMetadata() {}
}
