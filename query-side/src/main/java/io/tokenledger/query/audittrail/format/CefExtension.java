package io.tokenledger.query.audittrail.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys and values of one CEF line, in the order of addition. Null and empty values are omitted. */
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

    /** Adds a custom key and the second key that labels it. */
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
