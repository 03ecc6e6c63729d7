package io.tokenledger.console.review;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Bulk operations: what has become of their keys, and what can be done with them next. */
@Controller
class OperationController {
    static final String OPERATIONS = "/ledger/tokens/deactivations";
    static final String PAGE = "/console/operations";

    private final ApiClient api;
    private final KeyNames names;

    OperationController(ApiClient api, KeyNames names) {
        this.api = api;
        this.names = names;
    }

    @GetMapping(PAGE)
    String list(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        ReviewAccess.requireReviewer(viewer);
        JsonNode operations = api.get(visitor, OPERATIONS).get("items");
        page.addAttribute("operations", operations);
        page.addAttribute("accounts", names.usernames(operations, "actor_id", visitor));
        page.addAttribute("apiPath", OPERATIONS);
        return "console/operations";
    }

    @GetMapping(PAGE + "/{id}")
    String show(@PathVariable UUID id, Visitor visitor, Model page) {
        JsonNode status = api.get(visitor, OPERATIONS + "/" + id);
        page.addAttribute("status", status);
        page.addAttribute("operation", status.get("deactivation"));
        List<JsonNode> operations = new ArrayList<>(List.of(status.get("deactivation")));
        status.path("later").forEach(operations::add);
        page.addAttribute("accounts", names.usernames(operations, "actor_id", visitor));
        page.addAttribute("apiPath", OPERATIONS + "/" + id);
        return "console/operation";
    }

    /** Asks first, and shows the selected keys with the attempts to use them. */
    @GetMapping(PAGE + "/{id}/{stage:restore|delete}")
    String ask(
            @PathVariable UUID id,
            @PathVariable String stage,
            @RequestParam(name = "token", defaultValue = "") List<UUID> tokens,
            Visitor visitor,
            Model page) {
        return ask(id, stage, Selection.require(tokens), "", visitor, page);
    }

    @PostMapping(PAGE + "/{id}/{stage:restore|delete}")
    String perform(
            @PathVariable UUID id,
            @PathVariable String stage,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Set<UUID> tokens = Selection.require(Selection.shown(form));
        String reason = form.field("reason").orElse("");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tokens", tokens);
        if (!reason.isBlank()) {
            body.put("reason", reason);
        }
        try {
            String route = stage.equals("restore") ? "/restorations" : "/deletions";
            JsonNode outcome = api.send(visitor, "POST", OPERATIONS + "/" + id + route, body, JsonNode.class);
            if (outcome.path("failed").isEmpty()
                    && outcome.path("still_refused").isEmpty()
                    && outcome.path("not_found").isEmpty()) {
                return "redirect:" + PAGE + "/" + id;
            }
            page.addAttribute("outcome", outcome);
            return show(id, visitor, page);
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return ask(id, stage, tokens, reason, visitor, page);
        }
    }

    private String ask(UUID id, String stage, Collection<UUID> tokens, String reason, Visitor visitor, Model page) {
        show(id, visitor, page);
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode member : api.get(visitor, OPERATIONS + "/" + id).get("tokens")) {
            if (tokens.contains(UUID.fromString(member.get("id").asString()))) {
                members.add(member);
            }
        }
        page.addAttribute("members", members);
        page.addAttribute(
                "tokens", String.join(",", tokens.stream().map(UUID::toString).toList()));
        page.addAttribute("reason", reason);
        page.addAttribute("stage", stage);
        return "console/operation-stage";
    }
}
