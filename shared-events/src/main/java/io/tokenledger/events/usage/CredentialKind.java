package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What was presented: the long-lived key itself, or the short-lived JWT it was exchanged for. */
public enum CredentialKind {
    API_KEY,
    API_TOKEN;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
