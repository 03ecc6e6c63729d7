package io.tokenledger.query.incidentcase;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.CaseClosed;
import io.tokenledger.events.operatoraudit.CaseHandedOver;
import io.tokenledger.events.operatoraudit.CaseNoteAdded;
import io.tokenledger.events.operatoraudit.CaseOperationAdded;
import io.tokenledger.events.operatoraudit.CaseReopened;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.bulkoperation.BulkOperationOutcomes;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.operatoraudit.OrderedChanges;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes incident cases. Each change sees all earlier ones ({@link OrderedChanges}). */
@Component
class IncidentCaseService {
    private static final Set<ProjectionName> CASES = Set.of(ProjectionName.INCIDENT_CASES);

    private final IncidentCaseRepository cases;
    private final BulkOperationOutcomes operations;
    private final OperatorAuditLog operatorAudit;
    private final OrderedChanges changes;
    private final ProjectionBarrier barrier;

    IncidentCaseService(
            IncidentCaseRepository cases,
            BulkOperationOutcomes operations,
            OperatorAuditLog operatorAudit,
            OrderedChanges changes,
            ProjectionBarrier barrier) {
        this.cases = cases;
        this.operations = operations;
        this.operatorAudit = operatorAudit;
        this.changes = changes;
        this.barrier = barrier;
    }

    /**
     * Opens a case.
     *
     * @throws ProblemException if the account has opened too many cases that are still open
     */
    IncidentCase open(String title, CaseWindow window, Caller caller, RequestOrigin origin) {
        UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
        return changed(() -> {
            if (cases.countOpen(caller.accountId()) >= QueryLimits.MAX_OPEN_CASES) {
                throw ProblemCode.TOO_MANY_CASES.because(
                        "This account has opened %d cases that are still open.", QueryLimits.MAX_OPEN_CASES);
            }
            operatorAudit.record(window.opened(id, title), caller, origin);
            return id;
        });
    }

    IncidentCase addNote(UUID caseId, String note, Caller caller, RequestOrigin origin) {
        return change(caseId, incident -> new CaseNoteAdded(caseId, note), caller, origin);
    }

    /**
     * Adds a bulk operation; changes nothing if the case has it already.
     *
     * @throws ProblemException if there is no such operation
     */
    IncidentCase addOperation(UUID caseId, UUID operationId, Caller caller, RequestOrigin origin) {
        barrier.requireCurrent(Set.of(ProjectionName.AUDIT_TRAIL));
        if (!operations.exists(operationId)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'operation' must be the id of a bulk operation. GET /ledger/tokens/deactivations lists them.");
        }
        return change(
                caseId,
                incident -> cases.entries(caseId).stream().anyMatch(entry -> operationId.equals(entry.operationId()))
                        ? null
                        : new CaseOperationAdded(caseId, operationId),
                caller,
                origin);
    }

    /** Closes a case. A case that is closed already gets the conclusion too, so that no text is lost. */
    IncidentCase close(UUID caseId, String conclusion, Caller caller, RequestOrigin origin) {
        return change(caseId, incident -> new CaseClosed(caseId, conclusion), caller, origin);
    }

    IncidentCase reopen(UUID caseId, Caller caller, RequestOrigin origin) {
        return change(caseId, incident -> incident.isClosed() ? new CaseReopened(caseId) : null, caller, origin);
    }

    void handOver(UUID caseId, String sha256, int entries, Caller caller, RequestOrigin origin) {
        change(caseId, incident -> new CaseHandedOver(caseId, sha256, entries), caller, origin);
    }

    /** A case, including one that was opened just now. */
    IncidentCase require(UUID caseId) {
        return barrier.find(CASES, () -> cases.find(caseId)).orElseThrow(IncidentCaseService::missing);
    }

    private IncidentCase change(
            UUID caseId,
            Function<IncidentCase, @Nullable OperatorAuditEvent> decision,
            Caller caller,
            RequestOrigin origin) {
        return changed(() -> {
            IncidentCase incident = cases.find(caseId).orElseThrow(IncidentCaseService::missing);
            OperatorAuditEvent event = decision.apply(incident);
            if (event != null) {
                if (cases.countEntries(caseId) >= QueryLimits.MAX_CASE_ENTRIES) {
                    throw ProblemCode.TOO_MANY_CASES.because(
                            "A case can have at most %d entries.", QueryLimits.MAX_CASE_ENTRIES);
                }
                operatorAudit.record(event, caller, origin);
            }
            return caseId;
        });
    }

    private IncidentCase changed(Supplier<UUID> change) {
        UUID id = changes.run(ProjectionName.INCIDENT_CASES, change);
        barrier.requireCurrent(CASES);
        return cases.find(id).orElseThrow();
    }

    private static ProblemException missing() {
        return ProblemCode.NOT_FOUND.because("There is no such case. GET /ledger/cases lists all cases.");
    }
}
