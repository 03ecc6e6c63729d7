package io.tokenledger.console.audit;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Filters;
import io.tokenledger.console.page.Freshness;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Rejection;
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

/** The audit trail, newest first. The API returns only what the viewer may see. */
@Controller
class AuditController {
    static final String TRAIL = "/ledger/audit";

    private static final String PAGE = "/console/audit";
    private static final String LIVE = "live";

    private final ApiClient api;
    private final OrganizationNames organizations;

    AuditController(ApiClient api, OrganizationNames organizations) {
        this.api = api;
        this.organizations = organizations;
    }

    /** A page of entries. */
    public record Entries(List<JsonNode> items, @Nullable String nextCursor, Freshness freshness) {}

    @GetMapping(PAGE)
    String list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean live,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        Filters typed = AuditFilters.typed(request);
        Filters filters = AuditFilters.of(request);
        AuditFilters.show(typed, page);
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        String path = filters.path(TRAIL);
        page.addAttribute("apiPath", path);
        page.addAttribute("live", live && cursor == null);
        page.addAttribute("turnLivePath", typed.with(LIVE, "true").path(PAGE));
        page.addAttribute("endLivePath", typed.path(PAGE));
        page.addAttribute("first", cursor == null);
        page.addAttribute("chartPath", typed.path(PAGE + "/chart"));
        page.addAttribute("exportFilters", typed);
        try {
            Entries entries = api.get(visitor, withCursor(filters, cursor).path(TRAIL), Entries.class);
            page.addAttribute("entries", entries);
            page.addAttribute(
                    "nextPath",
                    entries.nextCursor() == null
                            ? null
                            : withCursor(typed, entries.nextCursor()).path(PAGE));
            long newest = entries.items().isEmpty()
                    ? entries.freshness().position()
                    : entries.items().getFirst().path("position").asLong();
            page.addAttribute(
                    "tailPath",
                    typed.with(TailController.AFTER, Long.toString(newest)).path(TailController.PAGE));
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
        }
        return "console/audit";
    }

    private static Filters withCursor(Filters filters, @Nullable String cursor) {
        return filters.with("cursor", cursor == null ? "" : cursor);
    }
}
