package io.tokenledger.console.page;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;

/** Reads fields "as of", which accept a day, a time, or a position. */
@Component
public class AsOfText {
    private final Clock clock;

    AsOfText(Clock clock) {
        this.clock = clock;
    }

    /**
     * The value to send to the API for a text.
     *
     * @return for a day, its last instant; empty for a day that has not ended, which stands for the present; any other
     *     text, such as a position, as it is
     */
    public String read(String typed) {
        String text = TypedTime.endOf(typed);
        return isEndOfDay(text) && isFuture(text) ? "" : text;
    }

    private static boolean isEndOfDay(String instant) {
        return instant.endsWith(".999Z");
    }

    private boolean isFuture(String instant) {
        try {
            Instant at = Instant.parse(instant);
            Instant now = clock.instant();
            return at.isAfter(now) && at.isBefore(now.plusSeconds(24 * 60 * 60));
        } catch (DateTimeParseException noInstant) {
            return false;
        }
    }
}
