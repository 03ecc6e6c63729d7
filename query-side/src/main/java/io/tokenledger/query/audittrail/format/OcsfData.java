package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is particular to an entry. What is absent, or not of the kind that is asked for, is null. */
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

    /** The roles that an entry gives; one is a list too. */
    static List<String> roles(AuditRow row) {
        String role = text(row, "role");
        if (role != null) {
            return List.of(role);
        }
        return row.data().get("roles") instanceof List<?> roles
                ? roles.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the entry stands for uses that differed in agent, target or address. */
    static boolean isAggregated(AuditRow row) {
        return Boolean.TRUE.equals(row.data().get("aggregated"));
    }

    /** What the credential was used for; null where the entry stands for several uses, which may have been for other things. */
    static @Nullable String target(AuditRow row) {
        return row.count() == 1 && !isAggregated(row) ? text(row, "target") : null;
    }
}
