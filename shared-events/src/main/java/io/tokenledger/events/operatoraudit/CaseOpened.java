package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;

/**
 * An incident case was opened. Its window is pinned by positions, so later events do not change what it covers.
 *
 * @param title what the case is about, in the words of the account that opened it
 * @param subject {@code token}, {@code owner}, {@code ip} or {@code api_token}
 * @param value id, address or {@code jti} of the subject
 * @param from start of the window, inclusive
 * @param to end of the window, exclusive
 * @param firstPosition position of the last event before the window; 0 if there is none
 * @param lastPosition position of the last event in the window
 */
@StoredAs("ledger.case_opened")
public record CaseOpened(
        UUID caseId,
        @Personal String title,
        @Plain String subject,
        @Personal String value,
        Instant from,
        Instant to,
        long firstPosition,
        long lastPosition)
        implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
