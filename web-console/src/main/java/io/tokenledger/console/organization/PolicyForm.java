package io.tokenledger.console.organization;

import io.tokenledger.console.page.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A token policy as a person types it. An empty limit is no limit.
 *
 * @param creation accounts that may create keys: {@code allowed}, {@code admins_only} or {@code forbidden}
 * @param lifetime longest lifetime of a key, in the unit
 * @param unit {@code minutes}, {@code hours} or {@code days}
 * @param idleDays days without use after which a key is deactivated
 * @param maxKeys keys that an account may have
 * @param keysCreateKeys {@code yes} if a key may create further keys
 * @param keepDays days for which uses are kept at least
 */
public record PolicyForm(
        String creation,
        String lifetime,
        String unit,
        String idleDays,
        String maxKeys,
        String keysCreateKeys,
        String keepDays) {
    private static final long MINUTES_PER_HOUR = 60;
    private static final long MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
    private static final String DIGITS = "\\d{1,9}";

    /** The policy in force. */
    static PolicyForm of(JsonNode policy) {
        JsonNode minutes = policy.path("max_lifetime_minutes");
        String unit = minutes.isNumber() ? largestUnit(minutes.asLong()) : "days";
        return new PolicyForm(
                policy.path("creation").asString("allowed"),
                minutes.isNumber() ? Long.toString(minutes.asLong() / minutesOf(unit)) : "",
                unit,
                text(policy.path("max_idle_days")),
                text(policy.path("max_keys_per_account")),
                policy.path("keys_may_create_keys").asBoolean(true) ? "yes" : "no",
                text(policy.path("min_use_retention_days")));
    }

    /** What was typed. */
    static PolicyForm of(Function<String, @Nullable String> fields) {
        return new PolicyForm(
                field(fields, "creation"),
                field(fields, "lifetime"),
                field(fields, "unit"),
                field(fields, "idleDays"),
                field(fields, "maxKeys"),
                field(fields, "keysCreateKeys"),
                field(fields, "keepDays"));
    }

    /** The body of the request that sets the policy; without the limits that are empty. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("creation", creation.isEmpty() ? "allowed" : creation);
        if (!lifetime.isEmpty()) {
            body.put("max_lifetime_minutes", number("The longest lifetime", lifetime) * minutesOf(unit));
        }
        if (!idleDays.isEmpty()) {
            body.put("max_idle_days", number("The days without use", idleDays));
        }
        if (!maxKeys.isEmpty()) {
            body.put("max_keys_per_account", number("The number of tokens", maxKeys));
        }
        body.put("keys_may_create_keys", keysCreateKeys.equals("yes"));
        if (!keepDays.isEmpty()) {
            body.put("min_use_retention_days", number("The days for which uses are kept", keepDays));
        }
        return body;
    }

    private static long number(String what, String text) {
        if (!text.matches(DIGITS)) {
            throw Rejection.because(
                    what + " must be a whole number without a sign. Leave the field empty for no limit.");
        }
        return Long.parseLong(text);
    }

    private static long minutesOf(String unit) {
        return switch (unit) {
            case "minutes" -> 1;
            case "hours" -> MINUTES_PER_HOUR;
            default -> MINUTES_PER_DAY;
        };
    }

    private static String largestUnit(long minutes) {
        return minutes % MINUTES_PER_DAY == 0 ? "days" : minutes % MINUTES_PER_HOUR == 0 ? "hours" : "minutes";
    }

    private static String text(JsonNode number) {
        return number.isNumber() ? Long.toString(number.asLong()) : "";
    }

    private static String field(Function<String, @Nullable String> fields, String name) {
        @Nullable String value = fields.apply(name);
        return value == null ? "" : value.strip();
    }
}
