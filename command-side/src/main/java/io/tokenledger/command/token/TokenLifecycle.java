package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** The life cycle of a key, apart from its expiry. Only an inactive key has a deactivation. Snapshots contain it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TokenLifecycle.Active.class, name = "active"),
    @JsonSubTypes.Type(value = TokenLifecycle.Inactive.class, name = "inactive"),
    @JsonSubTypes.Type(value = TokenLifecycle.Deleted.class, name = "deleted")
})
sealed interface TokenLifecycle {
    record Active() implements TokenLifecycle {}

    record Inactive(Deactivation deactivation) implements TokenLifecycle {}

    record Deleted() implements TokenLifecycle {}

    /** The last deactivation; null unless the key is inactive. */
    static @Nullable Deactivation deactivation(TokenLifecycle lifecycle) {
        return lifecycle instanceof Inactive inactive ? inactive.deactivation() : null;
    }

    /** A rotation leaves an inactive key inactive. */
    static TokenLifecycle afterRotation(TokenLifecycle lifecycle) {
        return lifecycle instanceof Inactive inactive
                ? new Inactive(inactive.deactivation().afterRotation())
                : lifecycle;
    }
}
