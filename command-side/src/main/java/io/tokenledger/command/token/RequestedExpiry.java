package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tokenledger.api.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a key shall end, as the caller said it: at an instant, after some minutes from now, or nothing said. What nothing
 * means is the command's to say: never for a new key, as before for a rotated one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it travels between processes
sealed interface RequestedExpiry {
    /** Nothing was said about the expiry. */
    record Unsaid() implements RequestedExpiry {}

    /** At this instant. */
    record At(Instant instant) implements RequestedExpiry {}

    /** So many minutes after the command is decided. */
    record After(long minutes) implements RequestedExpiry {
        public After {
            if (minutes < 1) {
                throw ProblemCode.EXPIRY_NOT_ALLOWED.because("expires_in_minutes must be at least 1.");
            }
        }
    }

    static RequestedExpiry of(@Nullable Long minutes, @Nullable Instant instant) {
        if (minutes != null && instant != null) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because("Both expires_in_minutes and expires_at are given.");
        }
        if (minutes != null) {
            return new After(minutes);
        }
        return instant == null ? new Unsaid() : new At(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The instant that is meant; null where nothing was said. */
    default @Nullable Instant from(Instant now) {
        return switch (this) {
            case Unsaid unsaid -> null;
            case At at -> at.instant();
            case After after -> {
                try {
                    yield now.plus(after.minutes(), ChronoUnit.MINUTES);
                } catch (DateTimeException | ArithmeticException beyond) {
                    throw ProblemCode.EXPIRY_NOT_ALLOWED.because("expires_in_minutes lies beyond all calendars.");
                }
            }
        };
    }
}
