package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/**
 * The previous value of a rotated API key stops working soon, and was used after the rotation.
 *
 * @param generation generation of the previous value
 */
@StoredAs("token.retention_ending")
public record RetentionEnding(UUID tokenId, UUID ownerId, int generation, Instant retainedUntil)
        implements NoticeEvent, DeadlineNotice {
    @Override
    public NoticeKind kind() {
        return NoticeKind.RETENTION_END;
    }

    @Override
    public Instant deadline() {
        return retainedUntil;
    }

    @Override
    public int daysBefore() {
        return 1;
    }

    @Override
    public boolean inUse() {
        return true;
    }
}
