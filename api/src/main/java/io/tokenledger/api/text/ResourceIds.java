package io.tokenledger.api.text;

import java.util.Optional;
import java.util.UUID;

/** Ids in paths that accept an id or a name. */
public final class ResourceIds {
    private static final int LENGTH = 36;

    private ResourceIds() {}

    /** The id, if the text is a complete UUID; otherwise empty. */
    public static Optional<UUID> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
