package io.tokenledger.historygenerator;

import static io.tokenledger.events.EventMetadata.ACTOR_ACCOUNT_ID;
import static io.tokenledger.events.EventMetadata.ACTOR_KEY_ID;
import static io.tokenledger.events.EventMetadata.ACTOR_SESSION_ID;
import static io.tokenledger.events.EventMetadata.CORRELATION_ID;
import static io.tokenledger.events.EventMetadata.IP;
import static io.tokenledger.events.EventMetadata.USER_AGENT;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the metadata of a change says of who made it. */
final class ChangeMetadata {
    /** The ledger itself: a deadline, a sweep, the first start. */
    static final Map<String, String> LEDGER = Map.of();

    private ChangeMetadata() {}

    /** Somebody who is signed in. */
    static Map<String, String> session(GeneratedAccount actor, String jti, GeneratedOrigin origin) {
        return of(actor.idText(), null, jti, origin);
    }

    /** Somebody who showed a key, or an API token of one. */
    static Map<String, String> credential(GeneratedCredential shown, GeneratedKey key, GeneratedOrigin origin) {
        String jti = shown instanceof GeneratedCredential.Minted minted
                ? minted.token().jti()
                : null;
        return of(key.owner.idText(), key.idText(), jti, origin);
    }

    /** Whoever holds the key, and had nothing to prove but that. */
    static Map<String, String> holder(GeneratedKey key, GeneratedOrigin origin) {
        return of(null, key.idText(), null, origin);
    }

    private static Map<String, String> of(
            @Nullable String account, @Nullable String key, @Nullable String jti, GeneratedOrigin origin) {
        Map<String, String> cause = new LinkedHashMap<>();
        put(cause, ACTOR_ACCOUNT_ID, account);
        put(cause, ACTOR_KEY_ID, key);
        put(cause, ACTOR_SESSION_ID, jti);
        put(cause, IP, origin.ip());
        put(cause, USER_AGENT, origin.agent());
        put(cause, CORRELATION_ID, origin.correlationId());
        return Collections.unmodifiableMap(cause);
    }

    private static void put(Map<String, String> cause, String name, @Nullable String value) {
        if (value != null) {
            cause.put(name, value);
        }
    }
}
