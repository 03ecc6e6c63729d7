package io.tokenledger.eventstore.useevents;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code events.use_event}.
 *
 * @param position null before the row is written
 * @param generation null for a refused use
 * @param refusal null for an accepted use
 * @param subjectKey id of the key of the personal texts; null if a text has no key because it has no data subject
 * @param personal the encrypted personal texts; empty if they were not stored
 */
@SuppressWarnings("ArrayRecordComponent") // a column
public record UseEventRow(
        @Nullable Long position,
        UUID eventId,
        Instant recordedAt,
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Nullable Integer generation,
        Channel channel,
        @Nullable CredentialKind credential,
        @Nullable UseRefusalReason refusal,
        @Nullable UUID jti,
        @Nullable String fingerprint,
        Instant first,
        Instant last,
        long count,
        @Nullable MintedToken minted,
        @Nullable String correlationId,
        String subjectKey,
        byte[] personal) {
    @Override
    public String toString() {
        return "use " + eventId;
    }
}
