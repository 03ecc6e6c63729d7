package io.tokenledger.query.notice;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.notice.NoticeKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice that still applies, for one recipient.
 *
 * @param ownerId owner of the key
 * @param ownedByUser whether the owner is a user, so that only the owner can rotate the key
 * @param organizationId organization of a service account; null if the owner is a user
 * @param recipientId the owner, or an administrator of an organization
 * @param deadline time from which the key or its previous value no longer works, or time of the signal
 * @param daysBefore days before the deadline from which the notice is due; 0 for a signal
 * @param inUse whether the key was used in the last 30 days; true for a signal
 * @param signal kind of the signal; null for a deadline
 * @param reason reason of the signal, in words; null for a deadline
 */
public record RecipientNotice(
        UUID tokenId,
        String name,
        UUID ownerId,
        String ownerUsername,
        boolean ownedByUser,
        @Nullable UUID organizationId,
        UUID recipientId,
        NoticeKind kind,
        Instant deadline,
        int daysBefore,
        boolean inUse,
        @Nullable Instant lastUsedAt,
        @Nullable SignalKind signal,
        @Nullable String reason) {
    /** The state of a key that was used although none of its values works; empty for other notices. */
    public Optional<EndedKey> endedKey() {
        return EndedKey.of(signal, reason);
    }

    /** Whether the recipient owns the key. */
    public boolean isOwn() {
        return recipientId.equals(ownerId);
    }

    /** Whether the key belongs to a user other than the recipient. Only that user can rotate it. */
    public boolean isOfAnotherUser() {
        return ownedByUser && !isOwn();
    }
}
