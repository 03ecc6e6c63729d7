package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A note was added to an incident case.
 *
 * @param note at most 4,000 characters
 */
@StoredAs("ledger.case_note_added")
public record CaseNoteAdded(UUID caseId, String note) implements OperatorAuditEvent {}
