package io.tokenledger.query.audittrail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event, as the trail shows it.
 *
 * @param action the event's stored name
 * @param outcome {@code accepted} or {@code refused}
 * @param count uses that this row stands for, from {@code first} to {@code last}; 1 for anything but uses
 * @param data what is particular to this kind of event
 */
public record AuditRow(
        long position,
        UUID id,
        Instant time,
        String action,
        String outcome,
        @Nullable String reason,
        Actor actor,
        @Nullable UUID ownerId,
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
        Map<String, Object> data) {
    /** How the action of a signal begins; its kind follows. */
    static final String SIGNAL = "signal.";

    /** Whether this is no event, but what was made of one: where the trail is delivered, signals stand among its entries. */
    public boolean isSignal() {
        return action.startsWith(SIGNAL);
    }

    /** Who did it; all null where the ledger itself did. */
    public record Actor(
            @Nullable UUID accountId,
            @Nullable String username,
            @Nullable UUID keyId,
            @Nullable String sessionId) {}
}
