package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tokenledger.api.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The expiry that a caller requests: an instant, a number of minutes from now, or none. Each command defines its
 * default: a new key never expires, and a rotated key keeps its expiry.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it is sent between processes
sealed interface RequestedExpiry {
    /** The caller requested no expiry. */
    record Unsaid() implements RequestedExpiry {}

    /** An expiry at an instant. */
    record At(Instant instant) implements RequestedExpiry {}

    /**
     * An expiry after a number of minutes, counted from the decision of the command.
     *
     * @param minutes at least 1
     */
    record After(long minutes) implements RequestedExpiry {
        public After {
            if (minutes < 1) {
                throw ProblemCode.EXPIRY_NOT_ALLOWED.because("'expires_in_minutes' must be at least 1.");
            }
        }
    }

    static RequestedExpiry of(@Nullable Long minutes, @Nullable Instant instant) {
        if (minutes != null && instant != null) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because("'expires_in_minutes' and 'expires_at' cannot be combined.");
        }
        if (minutes != null) {
            return new After(minutes);
        }
        return instant == null ? new Unsaid() : new At(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The requested instant; null if none was requested. */
    default @Nullable Instant from(Instant now) {
        return switch (this) {
            case Unsaid unsaid -> null;
            case At at -> at.instant();
            case After after -> {
                try {
                    yield now.plus(after.minutes(), ChronoUnit.MINUTES);
                } catch (DateTimeException | ArithmeticException beyond) {
                    throw ProblemCode.EXPIRY_NOT_ALLOWED.because("'expires_in_minutes' is too large.");
                }
            }
        };
    }
}
