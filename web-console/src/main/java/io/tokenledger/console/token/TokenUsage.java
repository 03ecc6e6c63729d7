package io.tokenledger.console.token;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an API key was used, as {@code GET /ledger/tokens/{id}/usage} describes it. */
public record TokenUsage(
        Instant from,
        long accepted,
        long refused,
        @Nullable Instant lastAcceptedAt,
        @Nullable Instant lastRefusedAt,
        List<Day> days,
        List<Client> clients) {
    private static final long SECONDS_PER_DAY = 86_400;

    /** The uses of one day. */
    public record Day(LocalDate day, long accepted, long refused) {}

    /** Uses from one network by one user agent with one generation of the value. */
    public record Client(
            @Nullable String network,
            @Nullable String userAgent,
            @Nullable Integer generation,
            long accepted,
            long refused,
            Instant lastUsedAt) {
        /** Whether the client used an earlier value of the token since its last rotation. */
        public boolean usedEarlierValue(AccessToken token) {
            Instant rotated = token.lastRotated();
            return generation != null
                    && generation < token.generation()
                    && rotated != null
                    && lastUsedAt.isAfter(rotated);
        }
    }

    public boolean isUsed() {
        return accepted > 0;
    }

    /** The clients that would notice if the key ended: those with accepted uses, the busiest first. */
    public List<Client> dependents() {
        return clients.stream().filter(client -> client.accepted() > 0).toList();
    }

    /** The clients that used an earlier value of the token since its last rotation. */
    public List<Client> clientsBefore(AccessToken token) {
        return dependents().stream()
                .filter(client -> client.usedEarlierValue(token))
                .toList();
    }

    /** Days, accepted and refused uses as three lists in JSON, for the chart. */
    public String chart() {
        return "[["
                + joined(day -> day.day().toEpochDay() * SECONDS_PER_DAY)
                + "],[" + joined(Day::accepted)
                + "],[" + joined(Day::refused) + "]]";
    }

    private String joined(ToLongFunction<Day> number) {
        return days.stream().mapToLong(number).mapToObj(Long::toString).collect(Collectors.joining(","));
    }
}
