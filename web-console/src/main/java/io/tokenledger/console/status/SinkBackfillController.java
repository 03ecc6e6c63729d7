package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Filters;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Delivers entries to a sink again, after it has shown how many. */
@Controller
class SinkBackfillController {
    private static final String BACKFILL = SinkPage.ONE + "/backfill";
    private static final String FROM = "from";
    private static final String POSITION = "\\d{1,18}";

    private final ApiClient api;
    private final SinkPage sinks;

    SinkBackfillController(ApiClient api, SinkPage sinks) {
        this.api = api;
        this.sinks = sinks;
    }

    @GetMapping(BACKFILL)
    String ask(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String from,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        viewer.requireLedgerReader();
        JsonNode sink = sinks.add(name, visitor, page);
        page.addAttribute(FROM, from);
        String since = read(from);
        try {
            long first = firstPosition(since, visitor);
            long delivered = sink.path("position").asLong();
            if (first > delivered) {
                throw Rejection.because("No entry since then was delivered. Enter an earlier time.");
            }
            page.addAttribute("since", since);
            page.addAttribute("first", first);
            page.addAttribute("entries", delivered - first + 1);
            return "console/sink-backfill";
        } catch (ApiProblemException rejected) {
            return sinks.rejected(name, rejected, visitor, response, page);
        }
    }

    @PostMapping(BACKFILL)
    String deliver(
            @PathVariable String name,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String from = FormBody.of(request).field(FROM).orElse("");
        try {
            api.change(visitor, "POST", SinkPage.path(name) + "/backfills", Map.of(FROM, read(from)));
            return "redirect:" + SinkPage.page(name);
        } catch (ApiProblemException rejected) {
            page.addAttribute(FROM, from);
            return sinks.rejected(name, rejected, visitor, response, page);
        }
    }

    /** A position or an instant; for a day, its first instant in UTC. */
    private static String read(String from) {
        return new Filters(Map.of(FROM, from.strip()))
                .withInstants(List.of(FROM))
                .get(FROM);
    }

    /** The position of the first entry to deliver; past every position if there is no entry since then. */
    private long firstPosition(String since, Visitor visitor) {
        if (since.isEmpty()) {
            throw Rejection.because("Enter since when to deliver again.");
        }
        if (since.matches(POSITION)) {
            return Math.max(1, Long.parseLong(since));
        }
        String path = Encoding.path("/ledger/audit", Map.of(FROM, since, "order", "asc", "limit", "1"));
        return api.get(visitor, path).get("items").path(0).path("position").asLong(Long.MAX_VALUE);
    }
}
