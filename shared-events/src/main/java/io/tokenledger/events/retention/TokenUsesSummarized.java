package io.tokenledger.events.retention;

import io.tokenledger.events.Personal;
import io.tokenledger.events.PersonalText;
import io.tokenledger.events.StoredAs;
import io.tokenledger.events.usage.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uses of an API key that were dropped after their retention. The event has the position of one of them: of
 * {@code lastUse}, if it is not null. A key with many clients has several events, each with other days and origins.
 *
 * @param days sums of the uses
 * @param origins addresses and user agents of accepted uses, and all accepted uses together
 * @param lastUse the last accepted use; null if there is none, or if another event of the key has it
 * @param texts addresses and user agents by their numbers in the other fields, from 1 to 1,000
 */
@StoredAs("token.uses_summarized")
public record TokenUsesSummarized(
        UUID tokenId,
        UUID ownerId,
        List<UsesOfDay> days,
        List<OriginOfUses> origins,
        @Nullable LastUse lastUse,
        @Personal Map<String, String> texts)
        implements RetentionEvent {
    public TokenUsesSummarized {
        days = List.copyOf(days);
        origins = List.copyOf(origins);
        texts = Map.copyOf(texts);
    }

    /**
     * The sum of the uses on a day that are equal in the other fields.
     *
     * @param day day of the first use of each entry, in UTC
     * @param generation generation of the value; 0 for refused uses
     * @param address number of the address: an IPv4 address, or one of an IPv6 /64; null if the uses have none
     * @param uses number of uses
     * @param entries number of events, each of which counted at least one use
     * @param firstPosition position of the first of these events
     * @param lastPosition position of the last of these events
     * @param first time of the earliest use
     * @param last time of the latest use
     */
    public record UsesOfDay(
            LocalDate day,
            int generation,
            boolean accepted,
            Channel channel,
            @Nullable Integer address,
            long uses,
            long entries,
            long firstPosition,
            long lastPosition,
            Instant first,
            Instant last) {}

    /**
     * When accepted uses came from an address or a user agent for the first and the last time.
     *
     * @param kind what the uses have in common
     * @param text number of the address, or of one in the IPv6 /64, or of the user agent; null for all uses of the key
     * @param since first use that the event at {@code firstPosition} counted
     * @param first last use that this event counted
     * @param last last use that the event at {@code lastPosition} counted. Later uses within the same ten minutes of the
     *     clock do not change it
     */
    public record OriginOfUses(
            OriginKind kind,
            @Nullable Integer text,
            long firstPosition,
            Instant since,
            Instant first,
            long lastPosition,
            Instant last) {
        private static final long INTERVAL_SECONDS = 600;

        /** Whether a use changes the last one: whether it is in a later interval of ten minutes of the clock. */
        public static boolean isLater(Instant use, Instant last) {
            return interval(use) > interval(last);
        }

        private static long interval(Instant at) {
            return Math.floorDiv(at.getEpochSecond(), INTERVAL_SECONDS);
        }
    }

    /**
     * The last accepted use.
     *
     * @param address number of the address; null if it was not recorded
     * @param userAgent number of the user agent; null if it was not recorded
     */
    public record LastUse(
            Instant at, @Nullable Integer address, @Nullable Integer userAgent) {}

    /** An address; null if it was not recorded or can no longer be read. */
    public @Nullable String address(@Nullable Integer number) {
        String text = text(number);
        return PersonalText.isGone(text) ? null : text;
    }

    /** A text; null if it was not recorded, and a placeholder if it can no longer be read. */
    public @Nullable String text(@Nullable Integer number) {
        return number == null
                ? null
                : texts.getOrDefault(
                        number.toString(), texts.getOrDefault(PersonalText.UNREADABLE, PersonalText.ERASED));
    }

    @Override
    public UUID dataSubject() {
        return ownerId;
    }
}
