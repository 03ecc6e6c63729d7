package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Shows a sink and its delivery. Tests, pauses, resumes and removes it. */
@Controller
class SinkController {
    private final ApiClient api;
    private final SinkPage sinks;

    SinkController(ApiClient api, SinkPage sinks) {
        this.api = api;
        this.sinks = sinks;
    }

    @GetMapping(SinkPage.ONE)
    String show(@PathVariable String name, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        return sinks.show(name, visitor, page);
    }

    /** The delivery alone, for the page that follows it. */
    @GetMapping(SinkPage.ONE + "/delivery")
    String delivery(@PathVariable String name, Visitor visitor, Model page) {
        try {
            sinks.add(name, visitor, page);
            return "console/sink-parts :: delivery";
        } catch (ApiProblemException problem) {
            if (problem.status() != 404) {
                throw problem;
            }
            return "console/sink-parts :: removed";
        }
    }

    @PostMapping(SinkPage.ONE + "/test")
    String test(@PathVariable String name, Visitor visitor, HttpServletResponse response, Model page) {
        try {
            page.addAttribute(
                    "test", api.send(visitor, "POST", SinkPage.path(name) + "/tests", Map.of(), JsonNode.class));
            return sinks.show(name, visitor, page);
        } catch (ApiProblemException rejected) {
            return sinks.rejected(name, rejected, visitor, response, page);
        }
    }

    @PostMapping(SinkPage.ONE + "/{change:pause|resume}")
    String pause(
            @PathVariable String name,
            @PathVariable String change,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            api.change(visitor, "PATCH", SinkPage.path(name), Map.of("paused", change.equals("pause")));
            return "redirect:" + SinkPage.page(name);
        } catch (ApiProblemException rejected) {
            return sinks.rejected(name, rejected, visitor, response, page);
        }
    }

    /** Asks first, and shows what would not be delivered. */
    @GetMapping(SinkPage.ONE + "/remove")
    String ask(@PathVariable String name, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        sinks.addManaged(name, visitor, page);
        return "console/sink-remove";
    }

    @PostMapping(SinkPage.ONE + "/remove")
    String remove(@PathVariable String name, Visitor visitor, HttpServletResponse response, Model page) {
        try {
            api.change(visitor, "DELETE", SinkPage.path(name), null);
            return "redirect:" + SinkPage.PAGE;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            sinks.addManaged(name, visitor, page);
            return "console/sink-remove";
        }
    }
}
