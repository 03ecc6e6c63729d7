package io.tokenledger.eventstore.serialization;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an event that a newer build has written. Whoever can do without it goes on; whoever may need it stops, since
 * to skip it in silence would make him wrong without anybody noticing.
 */
public record UnknownEvent(String name, @Nullable String revision) {
    /** The first word of the stored name, which says what the event is about. */
    public String family() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** What stops those who may need it. */
    public UnreadableEventException unreadable() {
        return new UnreadableEventException(
                "This build does not know the event '%s' of revision '%s'. Start the build that wrote it, or a newer one."
                        .formatted(name, revision));
    }
}
