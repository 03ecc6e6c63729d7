package io.tokenledger.query.tokenlisting;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Whether the current secret of a key is accepted, considering the key and its owner's account. */
enum EffectiveState {
    WORKS,
    REFUSED;

    @JsonValue
    String wire() {
        return WireNames.of(this);
    }
}
