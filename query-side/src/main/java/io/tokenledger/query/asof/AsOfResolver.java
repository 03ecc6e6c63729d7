package io.tokenledger.query.asof;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves parameters such as {@code as_of}: an instant, or the position of an event. */
@Component
@SharedQueryHandler
public class AsOfResolver {
    private final EventPositions events;
    private final Clock clock;

    AsOfResolver(EventPositions events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** The present. In a sandbox, this is the time of its last event. */
    public AsOf now() {
        ReadModelSchema.Copy copy = ReadModelSchema.copy();
        return new AsOf(copy == null ? clock.instant() : copy.asOf(), null);
    }

    /** The point in time that {@code as_of} names; the present if the parameter is absent. */
    public AsOf of(@Nullable String asOf) {
        return of("as_of", asOf);
    }

    /**
     * The point in time that a parameter names; the present if the parameter is absent.
     *
     * @param parameter name of the parameter, for the error message
     */
    public AsOf of(String parameter, @Nullable String value) {
        if (value == null) {
            return now();
        }
        if (isPosition(value)) {
            EventPositions.Recorded event = atOrBefore(parameter, number(parameter, value));
            return new AsOf(event.at(), event.position());
        }
        Instant instant = pastInstant(parameter, value);
        return new AsOf(instant, lastBy(instant));
    }

    /**
     * The position that a parameter names.
     *
     * @param parameter name of the parameter, for the error message
     */
    public long position(String parameter, String value) {
        return isPosition(value)
                ? atOrBefore(parameter, number(parameter, value)).position()
                : lastBy(pastInstant(parameter, value));
    }

    /**
     * The instant that a parameter names; null if it names a position.
     *
     * @param parameter name of the parameter, for the error message
     */
    public @Nullable Instant namedInstant(String parameter, String value) {
        return isPosition(value) ? null : pastInstant(parameter, value);
    }

    /** The position of the last event recorded at or before the instant; 0 if there is none. */
    public long lastBy(Instant instant) {
        return events.lastBy(instant).map(EventPositions.Recorded::position).orElse(0L);
    }

    /** The last event up to a position; position 0 at the epoch if there is none. */
    private EventPositions.Recorded atOrBefore(String parameter, long position) {
        long head = events.head();
        if (position > head) {
            throw ProblemCode.BAD_VALUE.because(
                    "'%s' must not be in the future. Send a position up to %d, that of the last event."
                            .formatted(parameter, head));
        }
        return events.lastUpTo(position).orElseGet(() -> new EventPositions.Recorded(0, Instant.EPOCH));
    }

    private static boolean isPosition(String asOf) {
        return !asOf.isEmpty() && asOf.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static long number(String parameter, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw bad(parameter);
        }
    }

    private Instant pastInstant(String parameter, String text) {
        Instant instant = instant(parameter, text);
        Instant now = now().at();
        if (instant.isAfter(now)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'%s' must not be in the future. Send an instant up to %s.".formatted(parameter, now));
        }
        return instant;
    }

    private static Instant instant(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            throw bad(parameter);
        }
    }

    private static RuntimeException bad(String parameter) {
        return ProblemCode.BAD_VALUE.because(
                "'%s' must be an instant such as 2026-01-31T12:00:00Z, or the position of an event.", parameter);
    }
}
