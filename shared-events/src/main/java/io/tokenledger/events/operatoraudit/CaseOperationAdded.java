package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A bulk operation was added to an incident case, which shows what has become of its keys.
 *
 * @param operationId id of the bulk operation, as {@link BulkOperationStarted#actId()} has it
 */
@StoredAs("ledger.case_operation_added")
public record CaseOperationAdded(UUID caseId, UUID operationId) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return caseId;
    }
}
