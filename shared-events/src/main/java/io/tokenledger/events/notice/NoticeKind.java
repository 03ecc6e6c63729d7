package io.tokenledger.events.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What a notice is about. */
public enum NoticeKind {
    /** A key expires, or has expired today. */
    EXPIRY,
    /** The value before the last rotation stops working, and clients still use it. */
    RETENTION_END,
    /** A policy deactivates a key because it is not used. */
    IDLE_DEACTIVATION,
    /** A signal was raised about a key. */
    SIGNAL;

    /** The name in JSON. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
