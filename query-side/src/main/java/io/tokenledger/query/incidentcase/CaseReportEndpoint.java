package io.tokenledger.query.incidentcase;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.exposure.ExposureReport;
import io.tokenledger.query.exposure.ExposureReports;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows a case with all that was added to it, and its exposure report. Each read is recorded with the case. */
@RestController
@Requires(Action.LEDGER_READ)
class CaseReportEndpoint {
    private final CaseReader reader;
    private final ExposureReports reports;

    CaseReportEndpoint(CaseReader reader, ExposureReports reports) {
        this.reader = reader;
        this.reports = reports;
    }

    @GetMapping("/ledger/cases/{caseId}")
    @ExpensiveRead
    ResponseEntity<CaseDetails> details(@PathVariable UUID caseId, Caller caller, RequestOrigin origin) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(reader.details(caseId, caller, origin));
    }

    @GetMapping(path = "/ledger/cases/{caseId}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ExposureReport.class)),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    ResponseEntity<Object> report(@PathVariable UUID caseId, Caller caller, RequestOrigin origin) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(reader.report(reader.require(caseId), caller, origin));
    }

    @GetMapping(path = "/ledger/cases/{caseId}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true) // described with the report as JSON; two descriptions would repeat their parameters
    ResponseEntity<String> page(@PathVariable UUID caseId, Caller caller, RequestOrigin origin) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(reports.page(reader.report(reader.require(caseId), caller, origin)));
    }
}
