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

/** Event metadata that describes the actor and the origin of a change. */
final class ChangeMetadata {
    /** The metadata of changes by the ledger itself: deadlines, the idle-key sweep, the first start. */
    static final Map<String, String> LEDGER = Map.of();

    private ChangeMetadata() {}

    /** The actor is an account in a session. */
    static Map<String, String> session(GeneratedAccount actor, String jti, GeneratedOrigin origin) {
        return of(actor.idText(), null, jti, origin);
    }

    /** The actor is the owner of a presented key or API token. */
    static Map<String, String> credential(GeneratedCredential shown, GeneratedKey key, GeneratedOrigin origin) {
        String jti = shown instanceof GeneratedCredential.Minted minted
                ? minted.token().jti()
                : null;
        return of(key.owner.idText(), key.idText(), jti, origin);
    }

    /** The actor is unknown: the request proved only possession of the key. */
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
