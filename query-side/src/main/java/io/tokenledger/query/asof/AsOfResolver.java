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

/** Resolves the parameter {@code as_of}: an instant, or the position of an event. */
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

    /** The point in time that the parameter names; the present if the parameter is absent. */
    public AsOf of(@Nullable String asOf) {
        if (asOf == null) {
            return now();
        }
        if (isPosition(asOf)) {
            EventPositions.Recorded event = atOrBefore(number(asOf));
            return new AsOf(event.at(), event.position());
        }
        Instant instant = instant(asOf);
        if (instant.isAfter(now().at())) {
            throw ProblemCode.BAD_VALUE.because("'as_of' must not be in the future. Omit it to query the present.");
        }
        return new AsOf(instant, lastBy(instant));
    }

    /** The position that the parameter names. */
    public long position(String asOf) {
        return isPosition(asOf) ? atOrBefore(number(asOf)).position() : lastBy(instant(asOf));
    }

    /** The position of the last event recorded at or before the instant; 0 if there is none. */
    public long lastBy(Instant instant) {
        return events.lastBy(instant).map(EventPositions.Recorded::position).orElse(0L);
    }

    /** The last event up to a position; position 0 at the epoch if there is none. */
    private EventPositions.Recorded atOrBefore(long position) {
        long head = events.head();
        if (position > head) {
            throw ProblemCode.BAD_VALUE.because(
                    "'as_of' must not be in the future: the last event has the position %d.", head);
        }
        return events.lastUpTo(position).orElseGet(() -> new EventPositions.Recorded(0, Instant.EPOCH));
    }

    private static boolean isPosition(String asOf) {
        return !asOf.isEmpty() && asOf.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw badAsOf();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            throw badAsOf();
        }
    }

    private static RuntimeException badAsOf() {
        return ProblemCode.BAD_VALUE.because(
                "Send an instant such as 2026-01-31T12:00:00Z, or the position of an event.");
    }
}
