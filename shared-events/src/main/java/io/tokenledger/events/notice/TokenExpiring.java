package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/**
 * An API key expires soon, or has expired on this day.
 *
 * @param daysBefore days before the expiry from which the notice is due; 0 on the day of the expiry
 * @param inUse whether the key was used in the last 30 days
 */
@StoredAs("token.expiring")
public record TokenExpiring(UUID tokenId, UUID ownerId, Instant expiresAt, int daysBefore, boolean inUse)
        implements NoticeEvent, DeadlineNotice {
    @Override
    public NoticeKind kind() {
        return NoticeKind.EXPIRY;
    }

    @Override
    public Instant deadline() {
        return expiresAt;
    }
}
