package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a key is good for at one instant. The first that holds, from the last to the first, is shown. */
public enum ApiKeyState {
    ACTIVE,
    INACTIVE,
    EXPIRED,
    DELETED;

    /** Expiry is decided by the clock: a key is expired from the very instant on, whether or not an event says so. */
    public static ApiKeyState of(boolean active, @Nullable Instant expiresAt, boolean deleted, Instant now) {
        if (deleted) {
            return DELETED;
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return EXPIRED;
        }
        return active ? ACTIVE : INACTIVE;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
