package io.tokenledger.query.moment;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.query.projection.ReadModels;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code as_of}: an instant, or the position of an event. */
@Component
public class Moments {
    private record Recorded(long position, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Moments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Now; in a sandbox, what was now for its last event. */
    public Moment now() {
        ReadModels.Copy copy = ReadModels.copy();
        return new Moment(copy == null ? clock.instant() : copy.asOf(), null);
    }

    /** The moment that the parameter names; now where there is none. */
    public Moment of(@Nullable String asOf) {
        if (asOf == null) {
            return now();
        }
        if (isPosition(asOf)) {
            Recorded event = atOrBefore(number(asOf));
            return new Moment(event.at(), event.position());
        }
        Instant instant = instant(asOf);
        if (instant.isAfter(now().at())) {
            throw RefusalCode.BAD_VALUE.because("as_of lies in the future; leave it out to ask about now.");
        }
        return new Moment(instant, lastBy(instant));
    }

    /** The position that the parameter names. */
    public long position(String asOf) {
        return isPosition(asOf) ? atOrBefore(number(asOf)).position() : lastBy(instant(asOf));
    }

    /**
     * The last event recorded at or before the instant. Times of events grow with their positions, but for clocks that
     * were set back; there it is the last event before one that was recorded later.
     */
    public long lastBy(Instant instant) {
        long before = 0;
        long behind = atOrBefore(Long.MAX_VALUE - 1).position() + 1;
        while (behind - before > 1) {
            long middle = before + (behind - before) / 2;
            Recorded event = atOrBefore(middle);
            if (event.position() > before && !event.at().isAfter(instant)) {
                before = middle;
            } else if (event.position() <= before) {
                before = middle; // there is no event in this half
            } else {
                behind = event.position();
            }
        }
        return atOrBefore(before).position();
    }

    /** The last event up to a position; position 0 at the beginning of time where there is none. */
    private Recorded atOrBefore(long position) {
        Optional<Recorded> event = jdbc.sql("""
                        SELECT global_index, recorded_at FROM events.domain_event WHERE global_index <= ?
                        ORDER BY global_index DESC LIMIT 1""")
                .param(position)
                .query((row, number) -> new Recorded(row.getLong(1), Instant.parse(row.getString(2))))
                .optional();
        return event.orElseGet(() -> new Recorded(0, Instant.EPOCH));
    }

    private static boolean isPosition(String asOf) {
        return !asOf.isEmpty() && asOf.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw refused();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            throw refused();
        }
    }

    private static RuntimeException refused() {
        return RefusalCode.BAD_VALUE.because("Give an instant like 2026-01-31T12:00:00Z, or the position of an event.");
    }
}
