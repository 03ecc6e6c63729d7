package io.tokenledger.api.resource;

import io.tokenledger.events.WireNames;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a key that works with none of its values. A signal about its use says so, because a new value would not
 * help. The constants have the names of the reasons for which its uses are refused.
 */
public enum EndedKey {
    DEACTIVATED("used while it was deactivated"),
    EXPIRED("used after it expired"),
    DELETED("used after it was deleted");

    private final String caption;

    EndedKey(String caption) {
        this.caption = caption;
    }

    /** The state that the reason of a signal names; empty if only the presented value no longer works. */
    public static Optional<EndedKey> of(@Nullable SignalKind kind, @Nullable String reason) {
        return Arrays.stream(values())
                .filter(state -> kind == SignalKind.DEAD_VALUE_USED
                        && reasonFor(WireNames.of(state)).equals(reason))
                .findFirst();
    }

    /** The reason of a signal about a value that was refused. */
    public static String reasonFor(UseRefusalReason refusal) {
        return reasonFor(refusal.wire());
    }

    private static String reasonFor(String refusal) {
        return "a value that is " + refusal + " was used";
    }

    /** What happened to the key, as the end of a sentence that begins with the key. */
    public String caption() {
        return caption;
    }
}
