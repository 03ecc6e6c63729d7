package io.tokenledger.eventstore.cleartext;

import java.time.Instant;

/** The columns of a stored event that its encryption reads or replaces. */
record StoredEvent(
        long position,
        String eventId,
        Instant recordedAt,
        String type,
        String revision,
        String payload,
        String metadata) {
    @Override
    public String toString() {
        return type + " at position " + position; // no personal text
    }
}
