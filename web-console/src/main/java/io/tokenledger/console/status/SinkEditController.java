package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Changes the target and the format of a sink, after it has shown from which entry on they hold. */
@Controller
class SinkEditController {
    private static final String EDIT = SinkPage.ONE + "/edit";

    private final ApiClient api;
    private final SinkPage sinks;

    SinkEditController(ApiClient api, SinkPage sinks) {
        this.api = api;
        this.sinks = sinks;
    }

    @GetMapping(EDIT)
    String form(@PathVariable String name, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        JsonNode sink = sinks.addManaged(name, visitor, page);
        Map<String, String> current = new LinkedHashMap<>();
        current.put("target", sink.path("target").asString(""));
        current.put("format", sink.path("format").asString(""));
        page.addAttribute("typed", current);
        return "console/sink-edit";
    }

    @PostMapping(EDIT)
    String change(
            @PathVariable String name,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("target", form.field("target").orElse("").strip());
        form.field("format").ifPresent(format -> typed.put("format", format)); // only syslog has a choice
        try {
            api.change(visitor, "PATCH", SinkPage.path(name), typed);
            return "redirect:" + SinkPage.page(name);
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            sinks.addManaged(name, visitor, page);
            page.addAttribute("typed", typed);
            return "console/sink-edit";
        }
    }
}
