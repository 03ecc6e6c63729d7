package io.tokenledger.api.text;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Ids in paths that accept an id or a name. */
public final class ResourceIds {
    private static final int LENGTH = 36;

    private ResourceIds() {}

    /** What the text names: by id, or by name if it is no id. An id is never read as a name. */
    public static <T> Optional<T> find(
            String idOrName, Function<UUID, Optional<T>> byId, Function<String, Optional<T>> byName) {
        Optional<UUID> id = parse(idOrName);
        return id.isPresent() ? byId.apply(id.get()) : byName.apply(idOrName);
    }

    /** The id, if the text is a complete UUID; otherwise empty. */
    public static Optional<UUID> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
