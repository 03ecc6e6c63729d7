package io.tokenledger.console.incident;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
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

/**
 * "This was not me": ends a token and everything that was created with it, and opens a case for those who may read the
 * whole ledger.
 */
@Controller
class NotMeController {
    private static final String REASON = "The owner reports: this was not me.";

    private final ApiClient api;

    NotMeController(ApiClient api) {
        this.api = api;
    }

    /** Asks first, and names every token that would end. */
    @GetMapping("/console/tokens/{id}/not-me")
    String ask(@PathVariable UUID id, Visitor visitor, Model page) {
        page.addAttribute("token", api.get(visitor, "/ledger/tokens/" + id));
        page.addAttribute("created", created(id, visitor));
        return "console/token-not-me";
    }

    @PostMapping("/console/tokens/{id}/not-me")
    String end(@PathVariable UUID id, Visitor visitor, Model page) {
        JsonNode token = api.get(visitor, "/ledger/tokens/" + id);
        List<String> tokens = new ArrayList<>(List.of(id.toString()));
        created(id, visitor).forEach(one -> tokens.add(one.get("id").asString()));
        for (String one : tokens) { // its owner owns all that was created with it
            api.change(visitor, "PUT", "/users/me/api_keys/" + one, Map.of("active", false, "reason", REASON));
        }
        api.change(
                visitor,
                "POST",
                "/ledger/cases",
                Map.of(
                        "title", "Reported by the owner",
                        "token", id.toString(),
                        "from", token.get("created").asString()));
        page.addAttribute("token", token);
        page.addAttribute("ended", tokens.size());
        return "console/token-not-me-done";
    }

    private JsonNode created(UUID id, Visitor visitor) {
        return api.get(visitor, "/ledger/tokens?works=true&limit=500&descendant_of=" + id)
                .get("items");
    }
}
