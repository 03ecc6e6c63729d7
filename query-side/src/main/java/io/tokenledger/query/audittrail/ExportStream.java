package io.tokenledger.query.audittrail;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.filter.UnbufferedResponse;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.audittrail.format.AuditFormat;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes an export as a response while it is read. Limits concurrent exports, and records each of them first. */
@Component
class ExportStream {
    private final AccountBulkhead exports;
    private final ConnectionLimits connections;
    private final AuditExport export;
    private final OperatorAuditLog operatorAudit;

    ExportStream(
            BulkheadFactory bulkheads,
            ConnectionLimits connections,
            AuditExport export,
            OperatorAuditLog operatorAudit) {
        this.exports = bulkheads.ofAccounts(
                "audit-exports", "audit exports", QueryLimits.AUDIT_EXPORTS, ApiLimits.MAX_PERMIT_WAIT);
        this.connections = connections;
        this.export = export;
        this.operatorAudit = operatorAudit;
    }

    /**
     * The entries to export.
     *
     * @param recorded filters, as they are recorded
     * @param after position after which the entries begin; null to begin with the first one
     * @param until position of the last entry; null for the last complete one
     * @param file name of the file that a browser saves
     */
    record Selection(
            AuditQuery query,
            AuditFormat format,
            Map<String, String> recorded,
            @Nullable Long after,
            @Nullable Long until,
            String file) {
        /** The event that records the export. */
        AuditExported event() {
            Map<String, String> filters = new LinkedHashMap<>(recorded);
            if (after != null) {
                filters.put("after", after.toString());
            }
            if (until != null) {
                filters.put("until", until.toString());
            }
            return new AuditExported(format.name(), filters);
        }
    }

    void write(
            Selection selection,
            Caller caller,
            RequestOrigin origin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Bulkhead.Permit permit = exports.acquire(caller);
        ConnectionLimits.Scope pauses = connections.allowPauses(request);
        try {
            operatorAudit.record(selection.event(), caller, origin);
            Freshness end = export.end();
            Long until = selection.until();
            long last = until == null ? end.position() : Math.min(until, end.position());
            long after = selection.after() == null ? 0 : selection.after();
            UnbufferedResponse.mark(response);
            response.setContentType(selection.format().contentType());
            response.setHeader("X-Ledger-Position", Long.toString(last));
            response.setHeader("X-Ledger-Lag-Ms", Long.toString(end.lagMs()));
            response.setHeader("Content-Disposition", "attachment; filename=\"" + selection.file() + "\"");
            export.write(
                    selection.query(), selection.format(), after, last, Long.MAX_VALUE, response.getOutputStream());
            response.flushBuffer();
        } finally {
            pauses.close();
            permit.close();
        }
    }
}
