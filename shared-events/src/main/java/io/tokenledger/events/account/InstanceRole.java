package io.tokenledger.events.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an account may do on the ledger as a whole. */
public enum InstanceRole {
    /** Administers the instance. */
    SUPERUSER,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** Only introspects and reads the revocation feed. */
    INTROSPECTOR;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
