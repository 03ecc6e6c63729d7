package io.tokenledger.domain;

import io.tokenledger.events.WireNames;

/** The rules of a token policy, by the names of their fields. */
public enum TokenPolicyRule {
    CREATION,
    MAX_LIFETIME_MINUTES,
    MAX_IDLE_DAYS,
    KEYS_MAY_CREATE_KEYS,
    MAX_KEYS_PER_ACCOUNT;

    /** The name of the field in JSON. */
    public String wire() {
        return WireNames.of(this);
    }
}
