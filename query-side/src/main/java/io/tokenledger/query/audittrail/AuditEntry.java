package io.tokenledger.query.audittrail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event as a row of {@code audit_trail_v2}. */
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
        Map<String, Object> data) {}
