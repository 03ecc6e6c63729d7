package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Security review: the posture, then and now, signals by key, and who read the audit trail. */
@Controller
class ReviewController {
    private static final String POSTURE = "/ledger/posture";
    private static final String SIGNALS = "/ledger/signals/by_key";
    private static final String READS = "ledger.audit_read,ledger.exported,ledger.exposure_reported";
    private static final int SHOWN = 10;
    private static final int MAX_READS = 500;

    private final ApiClient api;
    private final KeyNames names;
    private final OrganizationNames organizations;
    private final AsOfText asOfText;

    ReviewController(ApiClient api, KeyNames names, OrganizationNames organizations, AsOfText asOfText) {
        this.organizations = organizations;
        this.api = api;
        this.names = names;
        this.asOfText = asOfText;
    }

    /** The reads of one kind by one account. */
    public record Reader(String username, String action, int times, String last) {
        private String key() {
            return action + " " + username;
        }

        private Reader and(Reader earlier) {
            return new Reader(username, action, times + earlier.times, last);
        }

        /** The readers of these entries, those with the newest reads first. */
        static Collection<Reader> of(JsonNode entries) {
            Map<String, Reader> readers = new LinkedHashMap<>();
            for (JsonNode entry : entries) {
                Reader reader = new Reader(
                        entry.path("actor").path("username").asString("an unknown account"),
                        entry.path("action").asString(""),
                        entry.path("count").asInt(1),
                        entry.path("time").asString(""));
                readers.merge(reader.key(), reader, Reader::and);
            }
            return readers.values();
        }
    }

    @GetMapping("/console/review")
    String review(
            @RequestParam(name = "as_of", defaultValue = "") String asOf,
            @RequestParam(defaultValue = "") String organization,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        ReviewAccess.requireReviewer(viewer);
        Posture now = api.get(visitor, Encoding.path(POSTURE, Map.of("organization", organization)), Posture.class);
        page.addAttribute("asOf", asOf);
        page.addAttribute("organization", organization);
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        page.addAttribute("now", now);
        String instant = asOfText.read(asOf);
        page.addAttribute("past", instant);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("as_of", instant);
        query.put("organization", organization);
        String path = Encoding.path(POSTURE, query);
        page.addAttribute("apiPath", path);
        if (!instant.isEmpty()) {
            try {
                Posture then = api.get(visitor, path, Posture.class);
                page.addAttribute("then", then);
                page.addAttribute("compared", now.since(then));
            } catch (ApiProblemException rejected) {
                Rejection.show(rejected, response, page);
            }
        }
        addSignals(SHOWN, "", visitor, page);
        page.addAttribute("readsPath", Encoding.path("/console/audit", Map.of("action", READS)));
        String reads = Encoding.path("/ledger/audit", Map.of("action", READS, "limit", MAX_READS));
        page.addAttribute("readers", Reader.of(api.get(visitor, reads).get("items")));
        return "console/review";
    }

    @GetMapping("/console/review/signals")
    String signals(
            @RequestParam(defaultValue = "") String cursor,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        ReviewAccess.requireReviewer(viewer);
        addSignals(2 * SHOWN, cursor, visitor, page);
        page.addAttribute("apiPath", SIGNALS);
        return "console/review-signals";
    }

    private void addSignals(int limit, String cursor, Visitor visitor, Model page) {
        JsonNode signals = api.get(visitor, Encoding.path(SIGNALS, Map.of("limit", limit, "cursor", cursor)));
        page.addAttribute("signals", signals);
        page.addAttribute("keys", names.keys(signals.get("items"), "token_id", visitor));
    }
}
