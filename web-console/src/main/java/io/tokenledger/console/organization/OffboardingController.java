package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Ends everything that an account can do, after a page that shows what would stop working. */
@Controller
@RequestMapping("/console/organizations/{organization}/members/{account}/offboarding")
class OffboardingController {
    private static final String OFFBOARDINGS = "/ledger/offboardings";
    private static final String PAGE = "console/organization-offboarding";

    private final ApiClient api;

    OffboardingController(ApiClient api) {
        this.api = api;
    }

    /** Shows what would stop working. Changes nothing. */
    @GetMapping
    String ask(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            Visitor visitor,
            Model page) {
        page.addAttribute("offboarding", send(Map.of("account", account, "dry_run", true), visitor));
        return PAGE;
    }

    /** Shows the result on the same page, because the API does not keep it as a whole. */
    @PostMapping
    String offboard(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String reason = FormBody.of(request).field("reason").orElse("");
        try {
            page.addAttribute("offboarding", send(Map.of("account", account, "reason", reason), visitor));
            return PAGE;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", reason);
            return ask(organization, account, visitor, page);
        }
    }

    private JsonNode send(Map<String, Object> body, Visitor visitor) {
        return api.send(visitor, "POST", OFFBOARDINGS, body, JsonNode.class);
    }
}
