package io.tokenledger.query.signals;

import io.tokenledger.api.resource.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the audit trail that an analyst should check.
 *
 * @param position position of the event that raised it
 * @param actorId account that the address and the reason describe, if it is not the owner
 * @param reason reason in words
 * @param evidence positions of the events behind it, its own event last
 */
record Signal(
        long position,
        SignalKind kind,
        Instant raisedAt,
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Nullable UUID actorId,
        @Nullable String ip,
        String reason,
        List<Long> evidence) {}
