package io.tokenledger.query.keyusage;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The uses of an API key in a period, API tokens included.
 *
 * @param from start of the period: the beginning of its first day, in UTC
 * @param accepted number of accepted uses
 * @param refused number of refused uses
 * @param lastAcceptedAt time of the last accepted use; null if there is none
 * @param lastRefusedAt time of the last refused use; null if there is none
 * @param days days with uses, oldest first
 * @param clients clients with the most uses, at most 100, those with the most first
 */
record KeyUsage(
        UUID tokenId,
        Instant from,
        long accepted,
        long refused,
        @Nullable Instant lastAcceptedAt,
        @Nullable Instant lastRefusedAt,
        List<Day> days,
        List<Client> clients,
        Freshness freshness) {

    /**
     * The uses of one day.
     *
     * @param day day in UTC
     */
    @Schema(name = "KeyUsageOfDay")
    record Day(LocalDate day, long accepted, long refused) {}

    /**
     * Uses from one network by one user agent with one generation of the key's value.
     *
     * @param network a /24 or a /64; null for uses that were counted without their address
     * @param userAgent null if the client sent none, or uses were counted without it
     * @param generation 1 for the first value of the key, +1 for each rotation; null for refused uses
     * @param lastUsedAt time of the last use, accepted or refused
     */
    @Schema(name = "KeyUsageOfClient")
    record Client(
            @Nullable String network,
            @Nullable String userAgent,
            @Nullable Integer generation,
            long accepted,
            long refused,
            Instant lastUsedAt) {}
}
