package io.tokenledger.events.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Why a notice was not sent. The words of the mail server are not recorded, because they can contain the address. */
public enum NoticeProblem {
    /** The mail server cannot be reached, or rejects the ledger. The ledger tries again. */
    SERVER_UNAVAILABLE,
    /** The mail server rejects the address or the message. The ledger tries again with the next notice. */
    ADDRESS_REJECTED;

    /** The name in JSON. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
