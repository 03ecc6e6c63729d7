package io.tokenledger.query.signals;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The signals that there are. Each fires at most once an hour for the same key or address. */
public enum SignalKind {
    /** A key is used that was not used for 30 days. */
    DORMANT_KEY_WAKES,
    /** A key that was used for a week at least is used from a network, or by an agent, for the first time. */
    FIRST_SEEN_NETWORK,
    FIRST_SEEN_AGENT,
    /** A value is shown that was replaced, has expired, was deactivated or deleted. */
    DEAD_VALUE_USED,
    /** Twenty refusals within ten minutes for one key, or from one address. */
    REFUSAL_BURST,
    /** A key is used from five networks within an hour. */
    MANY_NETWORKS;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
