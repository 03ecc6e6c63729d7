package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/**
 * A token policy deactivates an API key soon, because it is not used.
 *
 * @param organizationId organization whose policy deactivates the key
 * @param deactivatedAt time from which the policy deactivates the key
 * @param daysBefore days before that time from which the notice is due
 * @param inUse whether the key was used in the last 30 days
 */
@StoredAs("token.idle_deactivation_upcoming")
public record IdleDeactivationUpcoming(
        UUID tokenId, UUID ownerId, UUID organizationId, Instant deactivatedAt, int daysBefore, boolean inUse)
        implements NoticeEvent, DeadlineNotice {
    @Override
    public NoticeKind kind() {
        return NoticeKind.IDLE_DEACTIVATION;
    }

    @Override
    public Instant deadline() {
        return deactivatedAt;
    }
}
