package io.tokenledger.events.operatoraudit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What a legal hold preserves. */
public enum LegalHoldSubject {
    /** An API key and its uses. */
    TOKEN,
    /** An account, its personal texts, its API keys and their uses. */
    ACCOUNT,
    /** The accounts of an organization, and all that is preserved with an account. */
    ORGANIZATION;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
