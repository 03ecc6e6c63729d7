package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Compares the keys at two points in time. */
@Controller
class ComparisonController {
    private static final String PAGE = "/console/review/changes";

    private final ApiClient api;
    private final OrganizationNames organizations;
    private final AsOfText asOfText;

    ComparisonController(ApiClient api, OrganizationNames organizations, AsOfText asOfText) {
        this.organizations = organizations;
        this.api = api;
        this.asOfText = asOfText;
    }

    @GetMapping(PAGE)
    String compare(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String cursor,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        ReviewAccess.requireReviewer(viewer);
        page.addAttribute("from", from);
        page.addAttribute("to", to);
        page.addAttribute("organization", organization);
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        if (!from.isBlank()) {
            compare(from, to, organization, cursor, visitor, response, page);
        }
        return "console/review-changes";
    }

    private void compare(
            String from,
            String to,
            String organization,
            String cursor,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        Map<String, String> instants = new LinkedHashMap<>();
        instants.put("from", asOfText.read(from));
        instants.put("to", asOfText.read(to));
        instants.put("organization", organization);
        instants.put("limit", "50");
        String path = Encoding.path("/ledger/tokens/changes", instants);
        instants.put("cursor", cursor);
        page.addAttribute("apiPath", path);
        try {
            JsonNode changes = api.get(visitor, Encoding.path("/ledger/tokens/changes", instants));
            page.addAttribute("changes", changes);
            String next = changes.path("next_cursor").asString("");
            if (!next.isEmpty()) {
                Map<String, String> nextPage = new LinkedHashMap<>();
                nextPage.put("from", from);
                nextPage.put("to", to);
                nextPage.put("organization", organization);
                nextPage.put("cursor", next);
                page.addAttribute("nextPath", Encoding.path(PAGE, nextPage));
            }
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
        }
    }
}
