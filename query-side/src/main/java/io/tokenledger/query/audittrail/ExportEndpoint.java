package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.parameter.FilteredBy;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.audittrail.format.AuditFormat;
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
    private final Map<String, AuditFormat> formats;
    private final AuditQueries queries;
    private final ExportStream stream;

    ExportEndpoint(List<AuditFormat> formats, AuditQueries queries, ExportStream stream) {
        this.formats = formats.stream()
                .collect(Collectors.toMap(AuditFormat::name, Function.identity(), (a, b) -> a, TreeMap::new));
        this.queries = queries;
        this.stream = stream;
    }

    @GetMapping("/ledger/audit/export")
    @Requires(Action.SELF) // the query returns only what the caller may see
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/plain", schema = @Schema(type = "string", format = "binary"))
            })
    void export(
            @FilteredBy(AuditFilter.class) FilterValues filters,
            @Parameter(description = "ndjson, csv, cef or ocsf") @RequestParam(defaultValue = "ndjson") String format,
            @Parameter(
                            description =
                                    "position of the last entry that the client has; by default the export is complete")
                    @RequestParam(required = false)
                    @Nullable
                    Long after,
            @Parameter(description = "position of the last entry to export; by default the last complete entry")
                    @RequestParam(required = false)
                    @Nullable
                    Long until,
            Caller caller,
            RequestOrigin origin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditFormat chosen = formats.get(format);
        if (chosen == null) {
            throw ProblemCode.BAD_VALUE.because("'format' must be one of " + String.join(", ", formats.keySet()) + ".");
        }
        AuditQuery query = queries.of(filters, caller, true);
        stream.write(
                new ExportStream.Selection(query, chosen, filters.forAudit(), after, until, "audit." + format),
                caller,
                origin,
                request,
                response);
    }
}
