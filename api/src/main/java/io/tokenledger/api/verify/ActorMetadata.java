package io.tokenledger.api.verify;

import io.tokenledger.events.EventMetadata;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the metadata of an event: the actor and the origin of its request. */
public final class ActorMetadata {
    private ActorMetadata() {}

    public static Map<String, String> of(Caller caller, RequestOrigin origin) {
        Map<String, String> metadata = of(origin);
        metadata.put(EventMetadata.ACTOR_ACCOUNT_ID, caller.accountId().toString());
        put(metadata, EventMetadata.ACTOR_KEY_ID, caller.keyId());
        put(metadata, EventMetadata.ACTOR_SESSION_ID, caller.jti());
        return metadata;
    }

    /** Metadata of a request without a credential. */
    public static Map<String, String> of(RequestOrigin origin) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(EventMetadata.IP, origin.ip());
        put(metadata, EventMetadata.USER_AGENT, origin.userAgent());
        metadata.put(EventMetadata.CORRELATION_ID, origin.correlationId());
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value.toString());
        }
    }
}
