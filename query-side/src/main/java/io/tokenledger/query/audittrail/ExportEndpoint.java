package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.filter.UnbufferedResponse;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.audittrail.format.AuditFormat;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.sql.FilterParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exports the audit trail without a limit on its length, oldest entry first. Repeated exports of a range are identical
 * byte for byte, because each name is the one at the time of the event. A client whose export was interrupted continues
 * after the last position that it received.
 */
@RestController
class ExportEndpoint {
    private final AccountBulkhead exports;
    private final ConnectionLimits connections;
    private final Map<String, AuditFormat> formats;
    private final AuditExport export;
    private final AuditFilter filters;
    private final OperatorAuditLog operatorAudit;

    ExportEndpoint(
            BulkheadFactory bulkheads,
            ConnectionLimits connections,
            List<AuditFormat> formats,
            AuditExport export,
            AuditFilter filters,
            OperatorAuditLog operatorAudit) {
        this.exports = bulkheads.ofAccounts(
                "audit-exports", "audit exports", QueryLimits.AUDIT_EXPORTS, ApiLimits.MAX_PERMIT_WAIT);
        this.connections = connections;
        this.formats = formats.stream()
                .collect(Collectors.toMap(AuditFormat::name, Function.identity(), (a, b) -> a, TreeMap::new));
        this.export = export;
        this.filters = filters;
        this.operatorAudit = operatorAudit;
    }

    /**
     * Writes the entries after a position.
     *
     * @param format ndjson, csv, cef or ocsf
     * @param after position of the last entry that the client has; without it the export begins with the first entry
     * @param until position of the last entry to export; without it the export ends with the last complete entry
     */
    @GetMapping("/ledger/audit/export")
    @Requires(Action.SELF) // the query returns only what the caller may see
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/x-ndjson"),
                @Content(mediaType = "text/csv"),
                @Content(mediaType = "text/plain")
            })
    void export(
            @RequestParam(defaultValue = "ndjson") String format,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long until,
            @Parameter(hidden = true) @RequestParam Map<String, String> given,
            Caller caller,
            RequestOrigin origin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditFormat chosen = formats.get(format);
        if (chosen == null) {
            throw ProblemCode.BAD_VALUE.because("'format' must be one of " + String.join(", ", formats.keySet()) + ".");
        }
        FilterParameters parameters = new FilterParameters(given);
        AuditQuery query = filters.toQuery(parameters, caller, true);
        Bulkhead.Permit permit = exports.acquire(caller);
        ConnectionLimits.Scope pauses = connections.allowPauses(request);
        try {
            operatorAudit.record(new AuditExported(format, parameters.forAudit(AuditFilter.NAMES)), caller, origin);
            Freshness end = export.end();
            long last = until == null ? end.position() : Math.min(until, end.position());
            UnbufferedResponse.mark(response);
            response.setContentType(chosen.contentType());
            response.setHeader("X-Ledger-Position", Long.toString(last));
            response.setHeader("X-Ledger-Lag-Ms", Long.toString(end.lagMs()));
            response.setHeader("Content-Disposition", "attachment; filename=\"audit." + format + "\"");
            export.write(query, chosen, after == null ? 0 : after, last, response.getOutputStream());
            response.flushBuffer();
        } finally {
            pauses.close();
            permit.close();
        }
    }
}
