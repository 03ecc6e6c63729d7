package io.tokenledger.events.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** What uses of an API key have in common. */
public enum OriginKind {
    /** The key itself. */
    TOKEN,
    /** The address: an IPv4 address or an IPv6 /64. */
    NETWORK,
    /** The user agent. */
    AGENT;

    /** The stable spelling in events and tables. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
