package io.tokenledger.events.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Way in which a notice is sent to a person. Sinks, calendar and console need no record: they read the events. */
public enum NoticeChannel {
    MAIL;

    /** The name in JSON. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
