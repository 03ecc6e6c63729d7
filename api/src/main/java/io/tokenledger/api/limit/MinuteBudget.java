package io.tokenledger.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.api.ApiLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Amounts that each subject has spent in its current minute. Keeps at most 100,000 subjects.
 *
 * @param <S> type of the subjects, with {@code equals} and {@code hashCode}
 */
public final class MinuteBudget<S> {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private record Minute(Instant start, long spent) {
        boolean holds(Instant now) {
            return !now.isBefore(start) && now.isBefore(start.plus(MINUTE));
        }
    }

    private final Clock clock;
    private final Cache<S, Minute> minutes =
            Caffeine.newBuilder().maximumSize(ApiLimits.MAX_COUNTED_SUBJECTS).build();

    public MinuteBudget(Clock clock) {
        this.clock = clock;
    }

    /**
     * Spends the amount if the subject has spent less than the limit so far. The last amount of a minute may therefore
     * exceed the limit. Otherwise an amount above the limit would never be possible.
     *
     * @return whether the amount was spent
     */
    public boolean spend(S subject, long amount, long limit) {
        Instant now = clock.instant();
        boolean[] spent = new boolean[1];
        minutes.asMap().compute(subject, (one, known) -> {
            Minute minute = known != null && known.holds(now) ? known : new Minute(now, 0);
            spent[0] = minute.spent() < limit;
            return spent[0] ? new Minute(minute.start(), minute.spent() + amount) : minute;
        });
        return spent[0];
    }

    /**
     * Spends the amount without a limit.
     *
     * @return sum of the current minute, including this amount
     */
    public long add(S subject, long amount) {
        Instant now = clock.instant();
        Minute minute = minutes.asMap()
                .compute(
                        subject,
                        (one, known) -> known != null && known.holds(now)
                                ? new Minute(known.start(), known.spent() + amount)
                                : new Minute(now, amount));
        return Objects.requireNonNull(minute).spent();
    }

    /** The amount that the subject has spent in its current minute. */
    public long spent(S subject) {
        Minute minute = minutes.getIfPresent(subject);
        return minute != null && minute.holds(clock.instant()) ? minute.spent() : 0;
    }

    /** The time until the subject's current minute ends; zero if it has none. */
    public Duration remaining(S subject) {
        Instant now = clock.instant();
        Minute minute = minutes.getIfPresent(subject);
        return minute != null && minute.holds(now)
                ? Duration.between(now, minute.start().plus(MINUTE))
                : Duration.ZERO;
    }
}
