package io.tokenledger.console.token;

import java.time.Duration;
import java.util.Optional;

/**
 * A lifetime that a form offers for a value.
 *
 * @param value number of days, or a duration such as {@code PT90M} if it is shorter than a day
 */
public record Lifetime(String value, String label) {
    private static final int DAYS_PER_YEAR = 365;
    private static final String DAYS = "[1-9]\\d{0,4}";
    private static final String MINUTES = "PT[1-9]\\d{0,3}M";

    static Lifetime ofDays(long days) {
        return new Lifetime(
                Long.toString(days), days == DAYS_PER_YEAR ? "1 year" : days == 1 ? "1 day" : days + " days");
    }

    /** The longest lifetime of whole days that is not longer; of minutes if there is none. */
    static Lifetime atMost(Duration longest) {
        return longest.toDays() > 0
                ? ofDays(longest.toDays())
                : new Lifetime(
                        "PT" + longest.toMinutes() + "M",
                        longest.toMinutes() == 1 ? "1 minute" : longest.toMinutes() + " minutes");
    }

    /** What the field of a form says; empty if it is no lifetime. */
    static Optional<Duration> parse(String value) {
        if (value.matches(DAYS)) {
            return Optional.of(Duration.ofDays(Long.parseLong(value)));
        }
        return value.matches(MINUTES) ? Optional.of(Duration.parse(value)) : Optional.empty();
    }
}
