package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;
import org.jspecify.annotations.Nullable;

/** The kinds of signals. Each kind is raised at most once an hour for the same key, address or account. */
public enum SignalKind {
    /** A key is used after 30 days or more without a use. */
    DORMANT_KEY_WAKES("used after a long time without use"),
    /** A key whose first use was at least 7 days ago is used from a network, or by a user agent, for the first time. */
    FIRST_SEEN_NETWORK("used from a network for the first time"),
    FIRST_SEEN_AGENT("used by a client for the first time"),
    /** A value is presented that was replaced, revoked, deactivated or deleted, or has expired. */
    DEAD_VALUE_USED("used with a value that no longer works"),
    /** At least twenty refusals within ten minutes for one key, one address or one account. */
    REFUSAL_BURST("refused many times in a short time"),
    /** A key is used from at least five networks within an hour. */
    MANY_NETWORKS("used from many networks at once"),
    /**
     * A key is created from a network where its creator was first seen in the last 24 hours. The creator itself was
     * first seen before that.
     */
    KEY_CREATED_FROM_NEW_NETWORK("created from a network that is new to its creator");

    private final String caption;

    SignalKind(String caption) {
        this.caption = caption;
    }

    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }

    /** The action of its entries in the audit trail. */
    public String action() {
        return "signal." + wire();
    }

    /** What happened to the key, as the end of a sentence that begins with the key. */
    public String caption() {
        return caption;
    }

    /**
     * The same for one signal.
     *
     * @param reason reason of the signal; null if it is unknown
     */
    public String caption(@Nullable String reason) {
        return EndedKey.of(this, reason).map(EndedKey::caption).orElse(caption);
    }
}
