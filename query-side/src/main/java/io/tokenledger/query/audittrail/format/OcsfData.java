package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the data of an entry. A value that is absent or of another type is null. */
final class OcsfData {
    private OcsfData() {}

    static @Nullable String text(AuditRow row, String name) {
        return row.data().get(name) instanceof String text ? text : null;
    }

    static @Nullable Long millis(AuditRow row, String name) {
        try {
            String text = text(row, name);
            return text == null ? null : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException noInstant) {
            return null;
        }
    }

    /** The roles that an entry grants; empty if it grants none. */
    static List<String> roles(AuditRow row) {
        String role = text(row, "role");
        if (role != null) {
            return List.of(role);
        }
        return row.data().get("roles") instanceof List<?> roles
                ? roles.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the entry counts uses that differ in user agent, target or address. */
    static boolean isAggregated(AuditRow row) {
        return Boolean.TRUE.equals(row.data().get("aggregated"));
    }

    /** The target of the use; null if the entry counts several uses, because their targets may differ. */
    static @Nullable String target(AuditRow row) {
        return row.count() == 1 && !isAggregated(row) ? text(row, "target") : null;
    }
}
