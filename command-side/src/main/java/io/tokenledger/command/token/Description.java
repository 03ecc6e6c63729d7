package io.tokenledger.command.token;

import io.tokenledger.api.text.TextRules;
import org.jspecify.annotations.Nullable;

/** What a key is for, as {@link TextRules#description} allows it. */
record Description(String value) {
    Description {
        TextRules.description(value);
    }

    /** As a caller sent it; null stays null. */
    static @Nullable Description of(@Nullable String value) {
        return value == null ? null : new Description(value);
    }

    /** Its text; null where there is none. */
    static @Nullable String text(@Nullable Description description) {
        return description == null ? null : description.value();
    }
}
