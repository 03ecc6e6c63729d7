package io.tokenledger.query.audittrail;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event as a row of {@code audit_trail_v3}. */
record AuditEntry(
        long position,
        UUID eventId,
        Instant recordedAt,
        String action,
        String outcome,
        @Nullable String reason,
        @Nullable UUID actorId,
        @Nullable UUID actorKeyId,
        @Nullable String sessionId,
        @Nullable String mintedJti,
        @Nullable UUID ownerId,
        @Nullable UUID tokenId,
        @Nullable UUID organizationId,
        @Nullable UUID workspaceId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String correlationId,
        long count,
        Instant first,
        Instant last,
        Map<String, Object> data) {
    private static final Set<String> USES = Set.of("token.used", "token.use_refused");

    /** Whether the event is a use of a credential, accepted or refused. Such rows are in partitions. */
    boolean isUse() {
        return USES.contains(action);
    }
}
