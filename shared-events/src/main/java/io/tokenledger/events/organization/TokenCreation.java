package io.tokenledger.events.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may create API keys for the accounts of an organization. */
public enum TokenCreation {
    /** Every account for itself. */
    ALLOWED,
    /** Administrators of the organization. */
    ADMINS_ONLY,
    /** Nobody for itself; administrators still create the keys of service accounts. */
    FORBIDDEN;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
