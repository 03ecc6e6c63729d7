package io.tokenledger.console.incident;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Ends every key of a case's family that still works, as one bulk operation that the case then shows. */
@Controller
class FamilyController {
    private static final String CASES = "/ledger/cases/";
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    private final ApiClient api;

    FamilyController(ApiClient api) {
        this.api = api;
    }

    /** Asks first, and shows the keys and their uses. */
    @GetMapping("/console/cases/{id}/deactivate")
    String ask(@PathVariable UUID id, Visitor visitor, Model page) {
        page.addAttribute("details", api.get(visitor, CASES + id));
        page.addAttribute("members", working(id, visitor));
        return "console/case-deactivate";
    }

    @PostMapping("/console/cases/{id}/deactivate")
    String deactivate(
            @PathVariable UUID id,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        List<String> chosen = new ArrayList<>();
        for (JsonNode member : working(id, visitor)) {
            String token = member.get("id").asString();
            if (form.field("token-" + token).isPresent()) {
                chosen.add(token);
            }
        }
        boolean account = form.field("account").isPresent();
        String reason = form.field("reason").orElse("");
        try {
            if (chosen.isEmpty() && !account) {
                throw Rejection.because("Select at least one token.");
            }
            if (!chosen.isEmpty()) {
                deactivate(id, chosen, reason, visitor);
            }
            if (account) {
                deactivateAccount(id, reason, visitor);
            }
            return "redirect:/console/cases/" + id;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return ask(id, visitor, page);
        }
    }

    private void deactivate(UUID id, List<String> tokens, String reason, Visitor visitor) {
        JsonNode operation =
                api.send(visitor, "POST", DEACTIVATIONS, Map.of("tokens", tokens, "reason", reason), JsonNode.class);
        api.change(
                visitor,
                "POST",
                CASES + id + "/operations",
                Map.of("operation", operation.get("id").asString()));
    }

    /** Deactivates the account that the case is about, so that its sessions end too, and says so in the case. */
    private void deactivateAccount(UUID id, String reason, Visitor visitor) {
        JsonNode subject = api.get(visitor, CASES + id).at("/case/subject");
        if (!subject.path("kind").asString("").equals("owner")) {
            throw Rejection.because("This case is not about an account.");
        }
        api.change(
                visitor,
                "PATCH",
                "/users/" + Encoding.segment(subject.get("value").asString()),
                Map.of("active", false, "reason", reason));
        api.change(visitor, "POST", CASES + id + "/notes", Map.of("text", "The account was deactivated."));
    }

    private List<JsonNode> working(UUID id, Visitor visitor) {
        List<JsonNode> working = new ArrayList<>();
        for (JsonNode member : api.get(visitor, CASES + id + "/report").get("family")) {
            if (member.get("works").asBoolean()) {
                working.add(member);
            }
        }
        return working;
    }
}
