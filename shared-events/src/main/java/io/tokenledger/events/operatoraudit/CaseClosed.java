package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * An incident case was closed.
 *
 * @param conclusion what was found out, at most 4,000 characters
 */
@StoredAs("ledger.case_closed")
public record CaseClosed(UUID caseId, @Personal String conclusion) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
