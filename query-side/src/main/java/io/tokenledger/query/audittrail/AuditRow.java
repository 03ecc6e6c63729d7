package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the audit trail shows it.
 *
 * @param action stored name of the event
 * @param outcome {@code accepted} or {@code refused}
 * @param count number of uses or refused sign-ins that this row counts, from {@code first} to {@code last}; 1 for all
 * other events
 * @param ownerId account that the event is about
 * @param data fields that only this kind of event has
 * @param organizations organizations that the event concerns: its own, and those that its owner belonged to at that
 *     time. Only those that the reader belongs to, unless it reads the whole instance
 */
@Schema(name = "AuditEntry")
public record AuditRow(
        long position,
        UUID id,
        Instant time,
        String action,
        @Schema(allowableValues = {"accepted", "refused"}) String outcome,
        @Nullable String reason,
        Actor actor,
        @Nullable UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable UUID tokenId,
        @Nullable String tokenName,
        @Nullable UUID organizationId,
        @Nullable UUID workspaceId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String correlationId,
        long count,
        Instant first,
        Instant last,
        Map<String, Object> data,
        List<UUID> organizations) {
    /** Prefix of a signal's action; the signal's kind follows. */
    static final String SIGNAL_PREFIX = "signal.";

    /** Whether this row is a signal instead of an event. Streamed entries include signals. */
    public boolean isSignal() {
        return action.startsWith(SIGNAL_PREFIX);
    }

    /** The actor of an event; all components are null for the ledger itself and for unknown actors. */
    @Schema(name = "AuditActor")
    public record Actor(
            @Nullable UUID accountId,
            @Nullable String username,
            @Nullable UUID keyId,
            @Nullable String sessionId) {}
}
