package io.tokenledger.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of an API key at one instant. A key has exactly one: a later constant takes precedence over the ones before. */
public enum KeyState {
    ACTIVE,
    INACTIVE,
    EXPIRED,
    DELETED;

    /**
     * The state of a key. The clock decides about the expiry: a key is expired from that instant on, whether or not an event
     * has recorded it.
     *
     * @param active whether the key was not deactivated
     * @param expiresAt first instant at which the key no longer works; null if it never expires
     */
    public static KeyState of(boolean active, @Nullable Instant expiresAt, boolean deleted, Instant now) {
        if (deleted) {
            return DELETED;
        }
        if (isExpired(expiresAt, now)) {
            return EXPIRED;
        }
        return active ? ACTIVE : INACTIVE;
    }

    /** Whether an expiry has been reached. */
    public static boolean isExpired(@Nullable Instant expiresAt, Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether the secret before the last rotation still works; null if it ended at once. */
    public static boolean isRetained(@Nullable Instant retainedUntil, Instant now) {
        return retainedUntil != null && now.isBefore(retainedUntil);
    }

    /** The name in JSON. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
