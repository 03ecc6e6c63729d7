package io.tokenledger.historygenerator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a history is made of. The same settings give the same history, byte for byte.
 *
 * @param seed decides everything that is left open here
 * @param events how many there are at least; in a small history somewhat more, for the incident needs its own
 * @param start when the ledger started, in whole milliseconds
 * @param days length of the history
 * @param users people, the first superuser among them
 * @param serviceAccounts automations, each of one organization
 * @param organizations with four workspaces or more each
 * @param server id of the ledger, to which its own API tokens speak; null for one that the seed decides
 */
public record HistorySettings(
        long seed,
        long events,
        Instant start,
        int days,
        int users,
        int serviceAccounts,
        int organizations,
        @Nullable UUID server) {
    private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

    /** Shorter, and the incident would not fit into the last third. */
    private static final int LEAST_DAYS = 14;

    private static final int MOST_DAYS = 3_650;
    private static final int MOST_ORGANIZATIONS = 1_000;
    private static final int MOST_ACCOUNTS = 100_000;

    public HistorySettings {
        start = start.truncatedTo(ChronoUnit.MILLIS);
        demand("events", events, 1, Long.MAX_VALUE / 2);
        demand("days", days, LEAST_DAYS, MOST_DAYS);
        demand("users", users, 1, MOST_ACCOUNTS);
        demand("serviceAccounts", serviceAccounts, 1, MOST_ACCOUNTS);
        demand("organizations", organizations, 1, MOST_ORGANIZATIONS);
    }

    /** A history of so many events, with as many accounts and days as suit them. */
    public static HistorySettings of(long seed, long events) {
        int users = Math.clamp(events / 1_500, 8, 20_000);
        return new HistorySettings(
                seed,
                events,
                START,
                Math.clamp(events / 2_000, 30, 360),
                users,
                Math.clamp(events / 3_000, 6, 10_000),
                Math.clamp(users / 40, 2, 200),
                null);
    }

    /** The same from another instant on. */
    public HistorySettings startingAt(Instant otherStart) {
        return new HistorySettings(seed, events, otherStart, days, users, serviceAccounts, organizations, server);
    }

    /** The same of a ledger that has its id already, as it stands in {@code command_side.server}. */
    public HistorySettings ofServer(UUID id) {
        return new HistorySettings(seed, events, start, days, users, serviceAccounts, organizations, id);
    }

    /** When the history ends; a few events may follow where there are not enough of them by then. */
    public Instant end() {
        return start.plus(Duration.ofDays(days));
    }

    private static void demand(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d, not %d".formatted(what, least, most, value));
        }
    }
}
