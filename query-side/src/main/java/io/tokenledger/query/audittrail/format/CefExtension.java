package io.tokenledger.query.audittrail.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys and values of one CEF line, in the order in which they are added. What is absent has no key. */
final class CefExtension {
    private final StringBuilder pairs = new StringBuilder(768);

    CefExtension with(String key, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            pairs.append(pairs.isEmpty() ? "" : " ").append(key).append('=');
            pairs.append(CefText.ofExtension(value.toString()));
        }
        return this;
    }

    CefExtension with(String key, Instant instant) {
        return with(key, (Object) instant.toEpochMilli());
    }

    /** One of the custom keys, which say by a second one what they are. */
    CefExtension labelled(String key, String label, @Nullable Object value) {
        return value == null || value.toString().isEmpty()
                ? this
                : with(key, value).with(key + "Label", label);
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
