package io.tokenledger.console.audit;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Passes an export of the audit trail on to the browser, without holding it in memory. */
@Controller
class ExportController {
    private static final String NDJSON = "application/x-ndjson";

    /** Formats with the media type and the name of the file. */
    private static final Map<String, Export> FORMATS = Map.of(
            "ndjson", new Export(NDJSON, "audit.ndjson"),
            "csv", new Export("text/csv;charset=UTF-8", "audit.csv"),
            "cef", new Export("text/plain;charset=UTF-8", "audit.cef.log"),
            "ocsf", new Export(NDJSON, "audit.ocsf.ndjson"));

    private final ApiClient api;

    ExportController(ApiClient api) {
        this.api = api;
    }

    private record Export(String mediaType, String file) {}

    @GetMapping("/console/audit/export")
    void export(
            @RequestParam(defaultValue = "ndjson") String format,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String path = AuditFilters.of(request).with("format", format).path(AuditController.TRAIL + "/export");
        try (InputStream content = api.download(visitor, path)) {
            Export export = FORMATS.getOrDefault(format, new Export("application/octet-stream", "audit"));
            response.setContentType(export.mediaType());
            response.setHeader("Content-Disposition", "attachment; filename=\"" + export.file() + "\"");
            content.transferTo(response.getOutputStream());
        }
    }
}
