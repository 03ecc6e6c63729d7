package io.tokenledger.console.audit;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Filters;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * The entries since the last ones that the live view shows. The polls are recorded as one read a minute; the viewer's own
 * reads are left out.
 */
@Controller
class TailController {
    static final String PAGE = "/console/audit/tail";
    static final String AFTER = "after";

    private static final int MAX_ENTRIES = 200;

    private final ApiClient api;

    TailController(ApiClient api) {
        this.api = api;
    }

    @GetMapping(PAGE)
    @Nullable
    String newEntries(
            @RequestParam long after,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        Filters newest = AuditFilters.of(request).with("limit", Integer.toString(MAX_ENTRIES));
        try {
            List<JsonNode> items = api.get(visitor, newest.path(AuditController.TRAIL), AuditController.Entries.class)
                    .items();
            long last = items.isEmpty() ? after : Math.max(after, position(items.getFirst()));
            List<JsonNode> shown = items.stream()
                    .filter(entry -> position(entry) > after && !isOwnRead(entry, viewer))
                    .toList();
            if (shown.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return null;
            }
            page.addAttribute("items", shown);
            page.addAttribute(
                    "tailPath",
                    AuditFilters.typed(request).with(AFTER, Long.toString(last)).path(PAGE));
        } catch (ApiProblemException problem) {
            if (problem.isSignedOut()) {
                throw problem;
            }
            if (problem.isTemporary()) { // the next poll asks again
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return null;
            }
            page.addAttribute("items", List.of());
            page.addAttribute("stopped", problem.text());
        }
        return "console/audit-parts :: tail";
    }

    private static long position(JsonNode entry) {
        return entry.path("position").asLong();
    }

    private static boolean isOwnRead(JsonNode entry, Viewer viewer) {
        return entry.path("action").asString("").equals("ledger.audit_read")
                && entry.path("actor")
                        .path("account_id")
                        .asString("")
                        .equals(viewer.id().toString());
    }
}
