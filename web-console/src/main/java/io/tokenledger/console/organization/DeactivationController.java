package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.KeyUses;
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
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Deactivates several tokens of an organization at once, shows the later attempts to use them, and restores them. */
@Controller
@RequestMapping("/console/organizations/{organization}/tokens/deactivations")
class DeactivationController {
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    /** The rows of a page of the list. */
    private static final int MAX_TOKENS = 50;

    private final ApiClient api;
    private final KeyUses uses;

    DeactivationController(ApiClient api, KeyUses uses) {
        this.api = api;
        this.uses = uses;
    }

    /** Asks first, and shows how the selected tokens were used. */
    @GetMapping("/new")
    String ask(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(defaultValue = "") List<UUID> token,
            Visitor visitor,
            Model page) {
        page.addAttribute("uses", uses.of(token.stream().limit(MAX_TOKENS).toList(), visitor));
        page.addAttribute(
                "all", String.join(" ", token.stream().map(UUID::toString).toList()));
        return "console/organization-deactivate";
    }

    @PostMapping
    String deactivate(
            @ModelAttribute("organization") Organization organization,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        List<UUID> shown = ids(form.field("all").orElse(""));
        List<UUID> chosen = chosen(form, shown);
        String reason = form.field("reason").orElse("");
        try {
            return "redirect:" + page(organization, act("", chosen, reason, visitor));
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", reason);
            page.addAttribute("chosen", chosen);
            return ask(organization, shown, visitor, page);
        }
    }

    /** A deactivation: its tokens, and the attempts to use them since. */
    @GetMapping("/{operation}")
    String show(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID operation,
            Visitor visitor,
            Model page) {
        page.addAttribute("status", api.get(visitor, DEACTIVATIONS + "/" + operation));
        return "console/organization-deactivation";
    }

    @PostMapping("/{operation}/restore")
    String restore(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID operation,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        String reason = form.field("reason").orElse("");
        List<UUID> shown = new ArrayList<>();
        for (JsonNode token : api.get(visitor, DEACTIVATIONS + "/" + operation).path("tokens")) {
            shown.add(UUID.fromString(token.path("id").asString("")));
        }
        try {
            act("/" + operation + "/restorations", chosen(form, shown), reason, visitor);
            return "redirect:" + page(organization, operation.toString());
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", reason);
            return show(organization, operation, visitor, page);
        }
    }

    /** Sends an operation on tokens, and returns its id. */
    private String act(String path, List<UUID> tokens, String reason, Visitor visitor) {
        if (tokens.isEmpty()) {
            throw Rejection.because("Select at least one token.");
        }
        return api.send(
                        visitor,
                        "POST",
                        DEACTIVATIONS + path,
                        Map.of("tokens", tokens, "reason", reason),
                        JsonNode.class)
                .path("id")
                .asString("");
    }

    private static String page(Organization organization, String operation) {
        return organization.page() + "/tokens/deactivations/" + operation;
    }

    private static List<UUID> chosen(FormBody form, List<UUID> shown) {
        return shown.stream()
                .filter(id -> form.field("token-" + id).isPresent())
                .toList();
    }

    private static List<UUID> ids(String text) {
        try {
            return text.isBlank()
                    ? List.of()
                    : List.of(text.strip().split(" ")).stream()
                            .limit(MAX_TOKENS)
                            .map(UUID::fromString)
                            .toList();
        } catch (IllegalArgumentException noId) {
            throw Rejection.because("Select the tokens in the list again.");
        }
    }
}
