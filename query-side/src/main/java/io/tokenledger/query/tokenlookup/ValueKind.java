package io.tokenledger.query.tokenlookup;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What a found value is. */
enum ValueKind {
    /** The current secret of an API key. */
    CURRENT,
    /** The secret before the last rotation, during its retention. */
    RETAINED,
    /** An earlier secret of an API key. A rotation ended it. */
    RETIRED,
    /** Any secret of a deleted API key. */
    OF_DELETED_KEY,
    /** An API token (JWT) that this ledger signed. */
    API_TOKEN,
    /** Nothing that this ledger issued, or nothing that the caller may see. */
    UNKNOWN;

    @JsonValue
    String wire() {
        return WireNames.of(this);
    }
}
