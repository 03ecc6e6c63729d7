package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** Fills the page about the state of the ledger. */
@Component
class StatusPage {
    static final String PAGE = "/console/status";
    static final String SINKS = "/ledger/sinks";
    static final String REPLAYS = "/ledger/replays";

    private final ApiClient api;

    StatusPage(ApiClient api) {
        this.api = api;
    }

    String show(Visitor visitor, Model page) {
        page.addAttribute("projections", api.get(visitor, "/ledger/projections").get("items"));
        page.addAttribute("sinks", api.get(visitor, SINKS).get("items"));
        addReplays(visitor, page);
        if (!page.containsAttribute("typed")) {
            page.addAttribute("typed", Map.of());
        }
        return "console/status";
    }

    /** The page again, with what is wrong. */
    String rejected(ApiProblemException problem, Visitor visitor, HttpServletResponse response, Model page) {
        Rejection.show(problem, response, page);
        return show(visitor, page);
    }

    void addReplays(Visitor visitor, Model page) {
        JsonNode replays = api.get(visitor, REPLAYS).get("items");
        boolean running = false;
        for (JsonNode replay : replays) {
            running |= replay.path("state").asString("").equals("running");
        }
        page.addAttribute("replays", replays);
        page.addAttribute("running", running);
    }
}
