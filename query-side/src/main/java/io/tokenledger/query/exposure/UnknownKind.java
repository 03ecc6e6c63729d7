package io.tokenledger.query.exposure;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What the ledger cannot know. */
enum UnknownKind {
    /** A workspace verifies API tokens by their signature alone and does not report their uses. */
    AT_A_WORKSPACE,
    /** Equal uses were counted together. */
    COUNTED_TOGETHER,
    /** Uses above a limit were counted with less detail. */
    ABOVE_A_LIMIT,
    /** Uses of the last minute are still being counted. */
    STILL_COUNTING,
    /** Addresses, agents and targets were erased. */
    ERASED,
    /** Uses were dropped after their retention. */
    USES_DROPPED,
    /** A list of the report is too long. */
    TRUNCATED;

    @JsonValue
    String wire() {
        return WireNames.of(this);
    }
}
