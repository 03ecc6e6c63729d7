package io.tokenledger.console.incident;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Passes the handover package of a case on to the browser, without holding it in memory. */
@Controller
class PackageController {
    private final ApiClient api;

    PackageController(ApiClient api) {
        this.api = api;
    }

    @GetMapping("/console/cases/{id}/package")
    void download(@PathVariable UUID id, Visitor visitor, HttpServletResponse response) throws IOException {
        try (InputStream content = api.download(visitor, "/ledger/cases/" + id + "/package")) {
            response.setContentType("application/zip");
            response.setHeader("Content-Disposition", "attachment; filename=\"case-" + id + ".zip\"");
            content.transferTo(response.getOutputStream());
        }
    }
}
