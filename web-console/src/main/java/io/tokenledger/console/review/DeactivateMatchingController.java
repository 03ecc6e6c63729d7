package io.tokenledger.console.review;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Filters;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.KeyUses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Deactivates all keys that match the filters of a list, after a dry run has shown how many they are. */
@Controller
class DeactivateMatchingController {
    static final String PAGE = "/console/review/tokens/deactivate-matching";

    /** Keys whose uses the page shows; the dry run counts all. */
    private static final int MAX_SHOWN = 25;

    private final ApiClient api;
    private final KeyUses uses;

    DeactivateMatchingController(ApiClient api, KeyUses uses) {
        this.api = api;
        this.uses = uses;
    }

    /** Asks first. The filters are those of the list. */
    @GetMapping(PAGE)
    String ask(Visitor visitor, HttpServletRequest request, Model page) {
        return ask(TokenFilters.ofPresent(request), "", visitor, page);
    }

    @PostMapping(PAGE)
    String deactivate(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        Filters filters = TokenFilters.ofPresent(request);
        FormBody form = FormBody.of(request);
        String reason = form.field("reason").orElse("");
        try {
            JsonNode found = dryRun(filters, visitor);
            if (!form.field("matched").orElse("").equals(found.get("matched").asString())) {
                throw Rejection.because("The tokens that match have changed. Check the list, then repeat.");
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("filter", filters.values());
            body.put("reason", reason);
            JsonNode operation = api.send(visitor, "POST", OperationController.OPERATIONS, body, JsonNode.class);
            return "redirect:" + OperationController.PAGE + "/"
                    + operation.get("id").asString();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return ask(filters, reason, visitor, page);
        }
    }

    private String ask(Filters filters, String reason, Visitor visitor, Model page) {
        JsonNode found = dryRun(filters, visitor);
        List<UUID> shown = found.get("tokens")
                .valueStream()
                .limit(MAX_SHOWN)
                .map(token -> UUID.fromString(token.get("id").asString()))
                .toList();
        page.addAttribute("matched", found.get("matched").asInt());
        page.addAttribute("usesDroppedBefore", found.path("uses_dropped_before").asString(null));
        page.addAttribute("members", uses.of(shown, visitor).items());
        page.addAttribute("action", filters.path(PAGE));
        page.addAttribute("listPath", filters.path(ReviewTokensController.PAGE));
        page.addAttribute("filters", filters.values());
        page.addAttribute("reason", reason);
        return "console/review-deactivate-matching";
    }

    private JsonNode dryRun(Filters filters, Visitor visitor) {
        Map<String, Object> body = Map.of("filter", filters.values(), "dry_run", true);
        return api.send(visitor, "POST", OperationController.OPERATIONS, body, JsonNode.class);
    }
}
