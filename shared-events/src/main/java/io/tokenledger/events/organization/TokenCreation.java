package io.tokenledger.events.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Rule for the creation of API keys for accounts of an organization. */
public enum TokenCreation {
    /** Users create the keys of their own account. */
    ALLOWED,
    /** Only administrators of the organization, and superusers, create keys. */
    ADMINS_ONLY,
    /** No keys of users are created. Administrators still create the keys of service accounts. */
    FORBIDDEN;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
