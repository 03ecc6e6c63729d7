package io.tokenledger.console.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Reads times as people type them: a day, or a day with a time. The script of the pages has converted them from the
 * viewer's time zone to instants; without it, they are in UTC.
 */
public final class TypedTime {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?)");

    private TypedTime() {}

    /** The instant of a text; a day stands for its first. Any other text as it is, so that the API says what is wrong. */
    public static String beginOf(String typed) {
        return read(typed.strip(), 0);
    }

    /** The instant of a text; a day stands for its last. Any other text as it is, such as a position. */
    public static String endOf(String typed) {
        return read(typed.strip(), 1);
    }

    private static String read(String text, int days) {
        try {
            if (DAY.matcher(text).matches()) {
                Instant midnight = LocalDate.parse(text)
                        .plusDays(days)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
                return midnight.minusMillis(days).toString();
            }
            if (TIME.matcher(text).matches()) {
                return LocalDateTime.parse(text.replace(' ', 'T'))
                        .toInstant(ZoneOffset.UTC)
                        .toString();
            }
        } catch (DateTimeException noSuchDay) {
            return text;
        }
        return text;
    }
}
