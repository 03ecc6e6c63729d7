package io.tokenledger.console.token;

import io.tokenledger.api.request.FormBody;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed to create a token. The form shows it again if the API rejects it.
 *
 * @param expiry number of days, {@code date}, or {@code never}
 * @param date last day, in UTC, if the expiry is a date
 */
public record NewToken(String name, String description, String expiry, String date) {
    private static final Set<String> CHOICES = Set.of("7", "30", "90", "365", "date", "never");
    private static final String DEFAULT = "30";
    private static final long MINUTES_PER_DAY = 24 * 60;

    /** The form as a link prefills it. */
    static NewToken prefilled(
            @Nullable String name, @Nullable String description, @Nullable String expiry, @Nullable String date) {
        return new NewToken(
                name == null ? "" : name,
                description == null ? "" : description,
                expiry != null && CHOICES.contains(expiry) ? expiry : date == null ? DEFAULT : "date",
                date == null ? "" : date);
    }

    static NewToken of(FormBody form) {
        return new NewToken(
                form.field("name").orElse(""),
                form.field("description").orElse(""),
                form.field("expiry").filter(CHOICES::contains).orElse(DEFAULT),
                form.field("date").orElse(""));
    }

    /** Whether the expiry should be a date, and the text is none. */
    boolean hasBadDate() {
        if (!expiry.equals("date")) {
            return false;
        }
        try {
            LocalDate.parse(date);
            return false;
        } catch (DateTimeParseException none) {
            return true;
        }
    }

    /** The body of the request that creates the token. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        if (!description.isBlank()) {
            body.put("description", description);
        }
        if (expiry.equals("date")) {
            LocalDate next = LocalDate.parse(date).plusDays(1);
            body.put("expires_at", next.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        } else if (!expiry.equals("never")) {
            body.put("expires_in_minutes", Long.parseLong(expiry) * MINUTES_PER_DAY);
        }
        return body;
    }
}
