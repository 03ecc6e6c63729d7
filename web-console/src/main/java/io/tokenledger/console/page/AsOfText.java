package io.tokenledger.console.page;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;

/** Reads fields "as of", which accept a day too. */
@Component
public class AsOfText {
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    private final Clock clock;

    AsOfText(Clock clock) {
        this.clock = clock;
    }

    /**
     * The value to send to the API for a text.
     *
     * @return for a day, its last instant in UTC; empty for today, which stands for the present; any other text, such
     *     as an instant or a position, as it is
     */
    public String read(String typed) {
        String text = typed.strip();
        if (!text.matches(DATE)) {
            return text;
        }
        try {
            Instant end = LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .minusMillis(1);
            return end.isAfter(clock.instant()) && LocalDate.parse(text).equals(LocalDate.now(clock))
                    ? ""
                    : end.toString();
        } catch (DateTimeParseException e) {
            return text; // the API says what is wrong
        }
    }
}
