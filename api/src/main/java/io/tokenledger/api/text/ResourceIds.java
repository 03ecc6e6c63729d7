package io.tokenledger.api.text;

import java.util.Optional;
import java.util.UUID;

/** Ids in paths, where a name may stand as well. */
public final class ResourceIds {
    private static final int LENGTH = 36;

    private ResourceIds() {}

    /** The id that the text spells in full; empty where it spells none. */
    public static Optional<UUID> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
