package io.tokenledger.query.signals;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** The kinds of signals. Each kind is raised at most once an hour for the same key, address or account. */
public enum SignalKind {
    /** A key is used after 30 days or more without a use. */
    DORMANT_KEY_WAKES,
    /** A key whose first use was at least 7 days ago is used from a network, or by a user agent, for the first time. */
    FIRST_SEEN_NETWORK,
    FIRST_SEEN_AGENT,
    /** A value is presented that was replaced, revoked, deactivated or deleted, or has expired. */
    DEAD_VALUE_USED,
    /** At least twenty refusals within ten minutes for one key, one address or one account. */
    REFUSAL_BURST,
    /** A key is used from at least five networks within an hour. */
    MANY_NETWORKS,
    /**
     * A key is created from a network where its creator was first seen in the last 24 hours. The creator itself was
     * first seen before that.
     */
    KEY_CREATED_FROM_NEW_NETWORK;

    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
