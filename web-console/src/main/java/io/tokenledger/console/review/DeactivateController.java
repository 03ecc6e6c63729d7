package io.tokenledger.console.review;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.KeyUses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Deactivates selected keys as one bulk operation, after it has shown which they are and how they are used. */
@Controller
class DeactivateController {
    private static final String PAGE = "/console/review/tokens/deactivate";

    private final ApiClient api;
    private final KeyUses uses;

    DeactivateController(ApiClient api, KeyUses uses) {
        this.api = api;
        this.uses = uses;
    }

    @GetMapping(PAGE)
    String ask(@RequestParam(name = "token", defaultValue = "") List<UUID> tokens, Visitor visitor, Model page) {
        Set<UUID> selected = Selection.require(tokens);
        return ask(selected, selected, "", visitor, page);
    }

    @PostMapping(PAGE)
    String deactivate(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        List<UUID> shown = Selection.shown(form);
        Set<UUID> checked = Selection.checked(form, shown);
        String reason = form.field("reason").orElse("");
        try {
            JsonNode operation = api.send(
                    visitor,
                    "POST",
                    OperationController.OPERATIONS,
                    Map.of("tokens", Selection.require(List.copyOf(checked)), "reason", reason),
                    JsonNode.class);
            return "redirect:" + OperationController.PAGE + "/"
                    + operation.get("id").asString();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return ask(Selection.require(shown), checked, reason, visitor, page);
        }
    }

    private String ask(Collection<UUID> shown, Set<UUID> checked, String reason, Visitor visitor, Model page) {
        page.addAttribute("members", uses.of(List.copyOf(shown), visitor).items());
        page.addAttribute("checked", checked);
        page.addAttribute(
                "tokens", String.join(",", shown.stream().map(UUID::toString).toList()));
        page.addAttribute("reason", reason);
        return "console/review-deactivate";
    }
}
