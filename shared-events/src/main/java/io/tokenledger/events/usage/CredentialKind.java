package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Kind of the presented credential: the long-lived API key, or a short-lived JWT that was exchanged for it. */
public enum CredentialKind {
    API_KEY,
    API_TOKEN;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
