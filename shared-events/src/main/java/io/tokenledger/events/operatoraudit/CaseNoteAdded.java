package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A note was added to an incident case.
 *
 * @param note at most 4,000 characters
 */
@StoredAs("ledger.case_note_added")
public record CaseNoteAdded(UUID caseId, @Personal String note) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
