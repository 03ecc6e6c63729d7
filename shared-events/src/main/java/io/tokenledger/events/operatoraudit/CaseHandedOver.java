package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * The evidence of an incident case was handed over as a package. The event is recorded before the first byte is sent.
 *
 * @param sha256 SHA-256 of the package, in hexadecimal digits
 * @param entries number of entries of the audit trail in it
 */
@StoredAs("ledger.case_handed_over")
public record CaseHandedOver(UUID caseId, @Plain String sha256, int entries) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
