package io.tokenledger.console.token;

import io.tokenledger.api.request.FormBody;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed to create a token. The form shows it again if the API rejects it.
 *
 * @param expiry a {@link Lifetime}, {@code date}, or {@code never}
 * @param date last day, in UTC, if the expiry is a date
 */
public record NewToken(String name, String description, String expiry, String date) {
    private static final String DATE = "date";
    private static final String NEVER = "never";
    private static final String DEFAULT = "30";

    /** The form as a link prefills it. */
    static NewToken prefilled(
            @Nullable String name, @Nullable String description, @Nullable String expiry, @Nullable String date) {
        String chosen = expiry(expiry, date == null ? "" : date);
        return new NewToken(
                name == null ? "" : name,
                description == null ? "" : description,
                chosen,
                date == null || !chosen.equals(DATE) ? "" : date);
    }

    static NewToken of(FormBody form) {
        String date = form.field("date").orElse("");
        return new NewToken(
                form.field("name").orElse(""),
                form.field("description").orElse(""),
                expiry(form.field("expiry").orElse(null), date),
                date);
    }

    /** What was chosen; without a choice the date, if there is one. */
    private static String expiry(@Nullable String chosen, String date) {
        boolean known = chosen != null
                && (chosen.equals(DATE)
                        || chosen.equals(NEVER)
                        || Lifetime.parse(chosen).isPresent());
        return chosen != null && known ? chosen : date.isBlank() ? DEFAULT : DATE;
    }

    /** What is wrong with the expiry, and what to do; null if nothing is. */
    @Nullable
    String problem() {
        if (!expiry.equals(DATE)) {
            return date.isBlank()
                    ? null
                    : "You typed a date and chose another expiry. Choose the date, or empty its field.";
        }
        try {
            LocalDate.parse(date);
            return null;
        } catch (DateTimeParseException none) {
            return "Choose a date such as 2026-12-31.";
        }
    }

    /** The body of the request that creates the token. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        if (!description.isBlank()) {
            body.put("description", description);
        }
        if (expiry.equals(DATE)) {
            LocalDate next = LocalDate.parse(date).plusDays(1);
            body.put("expires_at", next.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        } else {
            Lifetime.parse(expiry).ifPresent(lifetime -> body.put("expires_in_minutes", lifetime.toMinutes()));
        }
        return body;
    }
}
