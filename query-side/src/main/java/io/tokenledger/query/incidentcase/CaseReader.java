package io.tokenledger.query.incidentcase;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.query.audittrail.SubjectTrail;
import io.tokenledger.query.bulkoperation.BulkOperationOutcomes;
import io.tokenledger.query.exposure.ExposureReport;
import io.tokenledger.query.exposure.ExposureReports;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads a case together with the read models that its page shows. Records each read. */
@Component
class CaseReader {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.INCIDENT_CASES,
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING);

    private final IncidentCaseService service;
    private final IncidentCaseRepository cases;
    private final BulkOperationOutcomes operations;
    private final SubjectTrail trail;
    private final ExposureReports reports;
    private final OperatorAuditLog operatorAudit;
    private final ProjectionBarrier barrier;

    CaseReader(
            IncidentCaseService service,
            IncidentCaseRepository cases,
            BulkOperationOutcomes operations,
            SubjectTrail trail,
            ExposureReports reports,
            OperatorAuditLog operatorAudit,
            ProjectionBarrier barrier) {
        this.service = service;
        this.cases = cases;
        this.operations = operations;
        this.trail = trail;
        this.reports = reports;
        this.operatorAudit = operatorAudit;
        this.barrier = barrier;
    }

    IncidentCase require(UUID caseId) {
        return service.require(caseId);
    }

    /** The case with its entries, and what happened after its window. */
    CaseDetails details(UUID caseId, Caller caller, RequestOrigin origin) {
        Freshness fresh = barrier.requireCurrent(SOURCES);
        IncidentCase incident = require(caseId);
        operatorAudit.record(new AuditRead("case", Map.of("case", caseId.toString())), caller, origin);
        List<CaseEntry> entries = cases.entries(caseId);
        return new CaseDetails(
                incident,
                entries,
                operations.of(entries.stream()
                        .map(CaseEntry::operationId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()),
                trail.usesAfter(incident.subject().kind(), incident.subject().value(), incident.lastPosition()),
                fresh);
    }

    /** The exposure report on the subject in the window of the case. Its verdict is that of the present. */
    ExposureReport report(IncidentCase incident, Caller caller, RequestOrigin origin) {
        IncidentCase.Subject subject = incident.subject();
        return reports.report(
                new ExposureReports.KnownSubject(subject.kind(), subject.value()),
                incident.from(),
                incident.to(),
                incident.firstPosition(),
                incident.lastPosition(),
                caller,
                () -> operatorAudit.record(
                        new ExposureReported(subject.kind(), subject.value(), incident.from(), incident.to()),
                        caller,
                        origin));
    }
}
