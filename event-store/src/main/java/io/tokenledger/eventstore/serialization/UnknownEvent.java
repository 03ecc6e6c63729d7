package io.tokenledger.eventstore.serialization;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an event that only a newer build can read. A handler that does not need it continues. A handler that may
 * need it stops, because a skipped event would make its results wrong without notice.
 */
public record UnknownEvent(String name, @Nullable String revision) {
    /** The first word of the stored name, which says what the event is about. */
    public String family() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The exception that stops a handler which may need this event. */
    public UnreadableEventException unreadable() {
        return new UnreadableEventException(
                "This build does not know the event '%s' of revision '%s'. Start the build that wrote it, or a newer one."
                        .formatted(name, revision));
    }
}
