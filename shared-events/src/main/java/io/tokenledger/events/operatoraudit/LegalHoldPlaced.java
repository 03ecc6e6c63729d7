package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A legal hold was placed: until its release, nothing that it names is erased or dropped.
 *
 * @param subjectId id of the API key, account or organization
 * @param reason why it must be preserved, at most 500 characters
 */
@StoredAs("ledger.legal_hold_placed")
public record LegalHoldPlaced(
        UUID holdId,
        LegalHoldSubject subject,
        UUID subjectId,
        @Personal String reason) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return holdId;
    }
}
