package io.tokenledger.events.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** A user, or a service account that belongs to an organization. */
public enum AccountKind {
    USER,
    SERVICE_ACCOUNT;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
