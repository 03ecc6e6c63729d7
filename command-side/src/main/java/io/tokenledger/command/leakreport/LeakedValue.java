package io.tokenledger.command.leakreport;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A reported value.
 *
 * @param source place where it was found, shown to its owner; null if unknown
 */
record LeakedValue(Secret credential, @Nullable String source) {
    /** The reason for which a key or API token with this value ends. */
    String reason() {
        return source == null || source.isBlank()
                ? "reported as leaked"
                : "reported as leaked: " + PlainText.sanitize(source.strip());
    }
}
