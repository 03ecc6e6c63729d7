package io.tokenledger.query.incidentcase;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident case.
 *
 * @param title what the case is about
 * @param firstPosition position of the last event before the window; 0 if there is none
 * @param lastPosition position of the last event in the window
 * @param from start of the window, inclusive
 * @param to end of the window, exclusive
 * @param openedBy id of the account that opened the case
 * @param openedByUsername its username; null if the account is unknown
 * @param closedAt null while the case is open
 */
record IncidentCase(
        UUID id,
        String title,
        Subject subject,
        Instant from,
        Instant to,
        long firstPosition,
        long lastPosition,
        Instant openedAt,
        @Nullable UUID openedBy,
        @Nullable String openedByUsername,
        @Nullable Instant closedAt) {

    /**
     * The leaked or suspected subject.
     *
     * @param kind token, owner, ip or api_token
     * @param value id, network or {@code jti}
     */
    @Schema(name = "CaseSubject")
    record Subject(String kind, String value) {}

    boolean isClosed() {
        return closedAt != null;
    }
}
