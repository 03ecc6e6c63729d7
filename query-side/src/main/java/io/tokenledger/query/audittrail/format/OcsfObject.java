package io.tokenledger.query.audittrail.format;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A builder for an OCSF object. Attributes without a value are omitted. */
final class OcsfObject {
    private final Map<String, Object> attributes = new TreeMap<>();

    OcsfObject with(String name, @Nullable Object value) {
        if (value instanceof OcsfObject object) {
            return with(name, object.attributes.isEmpty() ? null : object.attributes);
        }
        if (value != null) {
            attributes.put(name, value);
        }
        return this;
    }

    Map<String, Object> attributes() {
        return attributes;
    }
}
