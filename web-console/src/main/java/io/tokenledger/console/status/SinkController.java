package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Adds, tests, pauses, resumes and removes sinks of the audit trail. The secret of a webhook is shown once. */
@Controller
class SinkController {
    private static final String PAGE = StatusPage.PAGE + "/sinks";
    private static final List<String> FIELDS = List.of("name", "type", "target", "format", "from");

    private final ApiClient api;
    private final StatusPage status;

    SinkController(ApiClient api, StatusPage status) {
        this.api = api;
        this.status = status;
    }

    @PostMapping(PAGE)
    String add(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        FIELDS.forEach(field -> form.field(field).ifPresent(value -> typed.put(field, value.strip())));
        page.addAttribute("typed", typed);
        try {
            JsonNode added = api.send(visitor, "POST", StatusPage.SINKS, typed, JsonNode.class);
            if (!added.path("secret").isString()) {
                return "redirect:" + StatusPage.PAGE;
            }
            page.addAttribute("name", added.at("/sink/name").asString());
            page.addAttribute("secret", added.path("secret").asString());
            return "console/sink-secret";
        } catch (ApiProblemException rejected) {
            return status.rejected(rejected, visitor, response, page);
        }
    }

    @PostMapping(PAGE + "/{name}/test")
    String test(@PathVariable String name, Visitor visitor, HttpServletResponse response, Model page) {
        try {
            page.addAttribute("test", api.send(visitor, "POST", path(name) + "/tests", Map.of(), JsonNode.class));
            page.addAttribute("tested", name);
            return status.show(visitor, page);
        } catch (ApiProblemException rejected) {
            return status.rejected(rejected, visitor, response, page);
        }
    }

    @PostMapping(PAGE + "/{name}/{change:pause|resume}")
    String pause(
            @PathVariable String name,
            @PathVariable String change,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        return change(name, "PATCH", Map.of("paused", change.equals("pause")), visitor, response, page);
    }

    /** Asks first. */
    @GetMapping(PAGE + "/{name}/remove")
    String ask(@PathVariable String name, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        StatusAccess.requireLedgerReader(viewer);
        for (JsonNode sink : api.get(visitor, StatusPage.SINKS).get("items")) {
            if (sink.path("name").asString("").equals(name)) {
                page.addAttribute("sink", sink);
                return "console/sink-remove";
            }
        }
        throw new ApiProblemException(404, "not_found", "There is no such sink.", "Check the address.");
    }

    @PostMapping(PAGE + "/{name}/remove")
    String remove(@PathVariable String name, Visitor visitor, HttpServletResponse response, Model page) {
        return change(name, "DELETE", null, visitor, response, page);
    }

    private String change(
            String name,
            String method,
            @Nullable Map<String, Object> body,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            api.change(visitor, method, path(name), body);
            return "redirect:" + StatusPage.PAGE;
        } catch (ApiProblemException rejected) {
            return status.rejected(rejected, visitor, response, page);
        }
    }

    private static String path(String name) {
        return StatusPage.SINKS + "/" + Encoding.segment(name);
    }
}
