package io.tokenledger.query.incidentcase;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What was added to an incident case. */
enum CaseEntryKind {
    NOTE,
    OPERATION,
    CLOSED,
    REOPENED,
    HANDED_OVER;

    @JsonValue
    String wire() {
        return WireNames.of(this);
    }
}
