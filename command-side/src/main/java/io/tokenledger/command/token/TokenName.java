package io.tokenledger.command.token;

import io.tokenledger.api.text.NameRules;
import org.jspecify.annotations.Nullable;

/** Name of a key: it satisfies {@link NameRules}, and is unique among the keys of its owner. */
record TokenName(String value) {
    TokenName {
        value = NameRules.require(value);
    }

    /** The name that a caller sent; null counts as an empty name. */
    static TokenName of(@Nullable String value) {
        return new TokenName(value == null ? "" : value);
    }
}
