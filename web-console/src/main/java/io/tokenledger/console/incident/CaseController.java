package io.tokenledger.console.incident;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.TypedTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Cases: one page that answers what a leaked credential did, what still works, and what was done about it. */
@Controller
class CaseController {
    private static final String CASES = "/ledger/cases";
    private static final String PAGES = "/console/cases/";
    private static final List<String> SUBJECTS = List.of("token", "owner", "ip", "api_token");
    private static final int MAX_OPERATIONS = 20;
    private static final Duration USUAL_WINDOW = Duration.ofDays(30);

    private final ApiClient api;
    private final Clock clock;

    CaseController(ApiClient api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @GetMapping("/console/cases")
    String list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String cursor,
            Visitor visitor,
            Model page) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("state", state.equals("all") ? null : state);
        parameters.put("cursor", cursor);
        page.addAttribute("cases", api.get(visitor, Encoding.path(CASES, parameters)));
        page.addAttribute("state", state);
        return "console/cases";
    }

    @GetMapping("/console/cases/new")
    String form(
            @RequestParam(defaultValue = "token") String kind,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String title,
            Visitor visitor,
            Model page) {
        String from = clock.instant()
                .minus(USUAL_WINDOW)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        page.addAttribute("open", value.isEmpty() ? List.of() : openCases(kind, value, visitor));
        return form(Map.of("kind", kind, "value", value, "title", title, "from", from, "to", ""), page);
    }

    /** Open cases about the same subject. The form shows them, because one may be enough. */
    private List<JsonNode> openCases(String kind, String value, Visitor visitor) {
        return api.get(visitor, CASES + "?state=open")
                .get("items")
                .valueStream()
                .filter(one -> one.at("/subject/kind").asString("").equals(kind)
                        && one.at("/subject/value").asString("").equals(value))
                .toList();
    }

    @PostMapping("/console/cases")
    String open(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        for (String field : List.of("kind", "value", "title", "from", "to")) {
            typed.put(field, form.field(field).orElse(""));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", typed.getOrDefault("title", ""));
        String kind = typed.getOrDefault("kind", "");
        body.put(
                SUBJECTS.contains(kind) ? kind : "token",
                typed.getOrDefault("value", "").strip());
        body.put("from", TypedTime.beginOf(typed.getOrDefault("from", "")));
        String to = typed.getOrDefault("to", "");
        if (!to.isBlank()) {
            body.put("to", TypedTime.endOf(to));
        }
        try {
            JsonNode opened = api.send(visitor, "POST", CASES, body, JsonNode.class);
            return "redirect:" + PAGES + opened.get("id").asString();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return form(typed, page);
        }
    }

    @GetMapping("/console/cases/{id}")
    String show(@PathVariable UUID id, Visitor visitor, Model page) {
        JsonNode details = api.get(visitor, CASES + "/" + id);
        page.addAttribute("details", details);
        page.addAttribute("report", api.get(visitor, CASES + "/" + id + "/report"));
        page.addAttribute("earlier", earlierOperations(details, visitor));
        return "console/case";
    }

    /** The newest deactivations that the case does not have yet. */
    private List<JsonNode> earlierOperations(JsonNode details, Visitor visitor) {
        Set<String> added = details.get("operations")
                .valueStream()
                .map(operation -> operation.get("id").asString())
                .collect(Collectors.toSet());
        return api.get(visitor, "/ledger/tokens/deactivations")
                .get("items")
                .valueStream()
                .filter(operation -> operation.get("act").asString().equals("deactivate"))
                .filter(operation -> !added.contains(operation.get("id").asString()))
                .limit(MAX_OPERATIONS)
                .toList();
    }

    @PostMapping("/console/cases/{id}/operations")
    String addOperation(
            @PathVariable UUID id,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String operation = FormBody.of(request).field("operation").orElse("");
        return change(id, "POST", "/operations", Map.of("operation", operation), visitor, response, page);
    }

    @PostMapping("/console/cases/{id}/notes")
    String addNote(
            @PathVariable UUID id,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String text = FormBody.of(request).field("text").orElse("");
        page.addAttribute("typedNote", text);
        return change(id, "POST", "/notes", Map.of("text", text), visitor, response, page);
    }

    @PostMapping("/console/cases/{id}/close")
    String close(
            @PathVariable UUID id,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String conclusion = FormBody.of(request).field("conclusion").orElse("");
        page.addAttribute("typedConclusion", conclusion);
        return change(id, "PATCH", "", Map.of("state", "closed", "conclusion", conclusion), visitor, response, page);
    }

    @PostMapping("/console/cases/{id}/reopen")
    String reopen(@PathVariable UUID id, Visitor visitor, HttpServletResponse response, Model page) {
        return change(id, "PATCH", "", Map.of("state", "open"), visitor, response, page);
    }

    private String change(
            UUID id,
            String method,
            String path,
            Map<String, Object> body,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            api.change(visitor, method, CASES + "/" + id + path, body);
            return "redirect:" + PAGES + id;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return show(id, visitor, page);
        }
    }

    private static String form(Map<String, String> typed, Model page) {
        page.addAttribute("typed", typed);
        return "console/case-new";
    }
}
