package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** Fills the page of a sink. The page follows the delivery while entries wait. */
@Component
class SinkPage {
    static final String API = "/ledger/sinks";
    static final String PAGE = StatusPage.PAGE + "/sinks";
    static final String ONE = PAGE + "/{name}";

    private final ApiClient api;

    SinkPage(ApiClient api) {
        this.api = api;
    }

    String show(String name, Visitor visitor, Model page) {
        add(name, visitor, page);
        return "console/sink";
    }

    /** The page again, with what is wrong. */
    String rejected(
            String name, ApiProblemException problem, Visitor visitor, HttpServletResponse response, Model page) {
        Rejection.show(problem, response, page);
        return show(name, visitor, page);
    }

    JsonNode add(String name, Visitor visitor, Model page) {
        JsonNode sink = find(name, visitor);
        page.addAttribute("sink", sink);
        page.addAttribute("waiting", isDelivering(sink) && sink.path("behind").asLong() > 0);
        page.addAttribute("apiPath", API);
        return sink;
    }

    /** Adds a sink that a page can change. */
    JsonNode addManaged(String name, Visitor visitor, Model page) {
        JsonNode sink = add(name, visitor, page);
        if (!sink.path("source").asString("").equals("api")) {
            throw new ApiProblemException(
                    409,
                    "configured_sink",
                    "The sink " + name + " comes from the configuration, so the console cannot change it.",
                    "Ask the operator to change it in the configuration (ledger.sinks).");
        }
        return sink;
    }

    private JsonNode find(String name, Visitor visitor) {
        for (JsonNode sink : api.get(visitor, API).get("items")) {
            if (sink.path("name").asString("").equals(name)) {
                return sink;
            }
        }
        throw new ApiProblemException(404, "not_found", "There is no such sink.", "Check the address.");
    }

    private static boolean isDelivering(JsonNode sink) {
        String state = sink.path("state").asString("");
        return state.equals("delivering") || state.equals("failing");
    }

    /** The address of the page of a sink. */
    static String page(String name) {
        return PAGE + "/" + Encoding.segment(name);
    }

    /** The route of the API for a sink. */
    static String path(String name) {
        return API + "/" + Encoding.segment(name);
    }
}
