package io.tokenledger.historygenerator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a history. The same settings give the same history, byte for byte.
 *
 * @param seed seed of every random decision
 * @param events minimum number of events; a small history has more, because the incident needs a certain number
 * @param start start of the ledger, in whole milliseconds
 * @param days length of the history, 14 to 3,650
 * @param users number of users, 1 to 100,000, including the first superuser
 * @param serviceAccounts number of service accounts, 1 to 100,000, each of one organization
 * @param organizations number of organizations, 1 to 1,000, each with at least four workspaces
 * @param server id of the ledger, which is the audience of its own API tokens; null for an id from the seed
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

    /** In a shorter history the incident does not fit into the last third. */
    private static final int MIN_DAYS = 14;

    private static final int MAX_DAYS = 3_650;
    private static final int MAX_ORGANIZATIONS = 1_000;
    private static final int MAX_ACCOUNTS = 100_000;

    public HistorySettings {
        start = start.truncatedTo(ChronoUnit.MILLIS);
        requireInRange("events", events, 1, Long.MAX_VALUE / 2);
        requireInRange("days", days, MIN_DAYS, MAX_DAYS);
        requireInRange("users", users, 1, MAX_ACCOUNTS);
        requireInRange("serviceAccounts", serviceAccounts, 1, MAX_ACCOUNTS);
        requireInRange("organizations", organizations, 1, MAX_ORGANIZATIONS);
    }

    /** Settings for a history of this many events, with a suitable number of accounts and days. */
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

    /** The same settings with another start. */
    public HistorySettings startingAt(Instant otherStart) {
        return new HistorySettings(seed, events, otherStart, days, users, serviceAccounts, organizations, server);
    }

    /** The same settings for a ledger with this id, the one in {@code command_side.server}. */
    public HistorySettings ofServer(UUID id) {
        return new HistorySettings(seed, events, start, days, users, serviceAccounts, organizations, id);
    }

    /** The end of the history. A few events may follow if there are fewer than requested by then. */
    public Instant end() {
        return start.plus(Duration.ofDays(days));
    }

    private static void requireInRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d, not %d".formatted(what, least, most, value));
        }
    }
}
