package io.tokenledger.command.token;

import io.tokenledger.api.text.TextRules;
import org.jspecify.annotations.Nullable;

/** The description of a key, as {@link TextRules#description} allows it. */
record Description(String value) {
    Description {
        TextRules.description(value);
    }

    /** The description that a caller sent; null stays null. */
    static @Nullable Description of(@Nullable String value) {
        return value == null ? null : new Description(value);
    }

    /** The text of the description; null if there is none. */
    static @Nullable String text(@Nullable Description description) {
        return description == null ? null : description.value();
    }
}
