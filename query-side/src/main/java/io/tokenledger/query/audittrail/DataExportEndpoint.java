package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.audittrail.format.AuditFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exports all events about the caller, and all that the caller caused, oldest first. A role of the caller adds nothing:
 * the addresses of others who acted on the account are left out, because they are the data of those.
 */
@RestController
class DataExportEndpoint {
    private static final String NDJSON = "ndjson";

    private final AuditFormat format;
    private final AuditQueries queries;
    private final ExportStream stream;

    DataExportEndpoint(List<AuditFormat> formats, AuditQueries queries, ExportStream stream) {
        this.format = formats.stream()
                .filter(candidate -> candidate.name().equals(NDJSON))
                .findFirst()
                .orElseThrow();
        this.queries = queries;
        this.stream = stream;
    }

    @GetMapping("/users/me/data_export")
    @Requires(Action.SELF)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string", format = "binary")))
    void export(
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
        Map<String, String> recorded = Map.of("about", caller.accountId().toString());
        stream.write(
                new ExportStream.Selection(queries.about(caller), format, recorded, after, until, "data-export.ndjson"),
                caller,
                origin,
                request,
                response);
    }
}
