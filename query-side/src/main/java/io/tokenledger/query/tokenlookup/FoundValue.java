package io.tokenledger.query.tokenlookup;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows about one found value. The value itself is not repeated.
 *
 * @param index place of the value in the request, from 0: first all values, then all digests
 * @param works whether the value is accepted now
 * @param refusedBecause why it is refused now; null if it works or is unknown
 * @param tokenId id of the API key; null for an unknown value and for the API token of a sign-in
 * @param generation generation of the key's secrets that the value belongs to, from 1
 * @param jti id of the API token; null for an API key
 * @param audience audience (the claim {@code aud}) of the API token; null for an API key
 * @param workedFrom instant from which on the value worked; null if it is unknown
 * @param workedUntil instant at which it stopped to work; null if it works, or if nothing is known about it
 */
@Schema(name = "FoundValue")
record FoundValue(
        int index,
        @Schema(implementation = String.class) ValueKind valueIs,
        boolean works,
        @Schema(implementation = String.class) @Nullable UseRefusalReason refusedBecause,
        @Nullable UUID tokenId,
        @Nullable String name,
        @Nullable UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable Integer generation,
        @Nullable String jti,
        @Nullable String audience,
        @Nullable Instant workedFrom,
        @Nullable Instant workedUntil) {

    static FoundValue unknown(int index) {
        return new FoundValue(
                index, ValueKind.UNKNOWN, false, null, null, null, null, null, null, null, null, null, null);
    }
}
