package io.tokenledger.query.signals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that deserves a look.
 *
 * @param position of the event that raised it
 * @param reason in words
 * @param evidence positions of the events behind it, its own the last
 */
record Signal(
        long position,
        SignalKind kind,
        Instant raisedAt,
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Nullable String ip,
        String reason,
        List<Long> evidence) {}
