package io.tokenledger.events.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Role of an account on the instance. */
public enum InstanceRole {
    /** Administers the instance. */
    SUPERUSER,
    /** Reads everything and changes no data. */
    AUDITOR,
    /** Only introspects credentials and reads the revocation feed. */
    INTROSPECTOR;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
