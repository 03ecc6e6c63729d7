package io.tokenledger.console.status;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.TypedTime;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Lists the sinks of the audit trail, and adds one. A generated secret of a webhook is shown once. */
@Controller
class SinkListController {
    private static final List<String> FIELDS = List.of("name", "type", "target", "format", "from");

    private static final Set<String> PROBLEMS = Set.of("failing", "unusable");

    private final ApiClient api;

    SinkListController(ApiClient api) {
        this.api = api;
    }

    @GetMapping(SinkPage.PAGE)
    String list(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        return list(Map.of(), visitor, page);
    }

    @PostMapping(SinkPage.PAGE)
    String add(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        FIELDS.forEach(field -> form.field(field).ifPresent(value -> typed.put(field, value.strip())));
        Map<String, Object> body = new LinkedHashMap<>(typed);
        body.computeIfPresent("from", (field, from) -> TypedTime.beginOf(from.toString()));
        form.field("secret").ifPresent(secret -> body.put("secret", Secret.of(secret.strip())));
        try {
            JsonNode added = api.send(visitor, "POST", SinkPage.API, body, JsonNode.class);
            String name = added.at("/sink/name").asString();
            if (!added.path("secret").isString()) {
                return "redirect:" + SinkPage.page(name);
            }
            page.addAttribute("name", name);
            page.addAttribute("secret", added.path("secret").asString());
            return "console/sink-secret";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return list(typed, visitor, page);
        }
    }

    /** The sinks that do not deliver. The page about projections loads this part later, so that it does not wait for it. */
    @GetMapping(StatusPage.PAGE + "/sink-problems")
    String problems(Visitor visitor, Model page) {
        List<JsonNode> problems = new ArrayList<>();
        try {
            for (JsonNode sink : api.get(visitor, SinkPage.API).get("items")) {
                if (PROBLEMS.contains(sink.path("state").asString(""))) {
                    problems.add(sink);
                }
            }
            page.addAttribute("unknown", false);
        } catch (ApiProblemException unavailable) {
            if (!unavailable.isTemporary()) {
                throw unavailable;
            }
            page.addAttribute("unknown", true);
        }
        page.addAttribute("sinks", problems);
        return "console/sink-parts :: problems";
    }

    private String list(Map<String, String> typed, Visitor visitor, Model page) {
        page.addAttribute("sinks", api.get(visitor, SinkPage.API).get("items"));
        page.addAttribute("typed", typed);
        page.addAttribute("apiPath", SinkPage.API);
        return "console/sinks";
    }
}
