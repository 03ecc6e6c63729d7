package io.tokenledger.query.incidentcase;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.filter.UnbufferedResponse;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.QueryLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands over the evidence of a case. The package is complete on disk before its event is recorded, and the event before
 * the first byte is sent. So the ledger knows of each package that leaves it.
 */
@RestController
class HandoverEndpoint {
    private final AccountBulkhead packages;
    private final ConnectionLimits connections;
    private final IncidentCaseService service;
    private final HandoverPackage handover;

    HandoverEndpoint(
            BulkheadFactory bulkheads,
            ConnectionLimits connections,
            IncidentCaseService service,
            HandoverPackage handover) {
        this.packages = bulkheads.ofAccounts(
                "case-packages", "handover packages", QueryLimits.CASE_PACKAGES, ApiLimits.MAX_PERMIT_WAIT);
        this.connections = connections;
        this.service = service;
        this.handover = handover;
    }

    @GetMapping("/ledger/cases/{caseId}/package")
    @Requires(Action.LEDGER_READ)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    void handOver(
            @PathVariable UUID caseId,
            Caller caller,
            RequestOrigin origin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        IncidentCase incident = service.require(caseId);
        Bulkhead.Permit permit = packages.acquire(caller);
        try {
            Path archive = Files.createTempFile("case-", ".zip"); // only this user can read it
            try {
                handOver(incident, archive, caller, origin);
                send(caseId, archive, request, response);
            } finally {
                Files.deleteIfExists(archive);
            }
        } finally {
            permit.close();
        }
    }

    private void handOver(IncidentCase incident, Path archive, Caller caller, RequestOrigin origin) throws IOException {
        HandoverPackage.Written written;
        try (OutputStream file = Files.newOutputStream(archive)) {
            written = handover.write(incident, caller, origin, file);
        }
        service.handOver(incident.id(), written.sha256(), written.entries(), caller, origin);
    }

    private void send(UUID caseId, Path archive, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ConnectionLimits.Scope pauses = connections.allowPauses(request);
        try {
            UnbufferedResponse.mark(response);
            response.setContentType("application/zip");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Disposition", "attachment; filename=\"case-" + caseId + ".zip\"");
            response.setContentLengthLong(Files.size(archive));
            Files.copy(archive, response.getOutputStream());
            response.flushBuffer();
        } finally {
            pauses.close();
        }
    }
}
