package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** A closed incident case was opened again. Its window is the same as before. */
@StoredAs("ledger.case_reopened")
public record CaseReopened(UUID caseId) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
