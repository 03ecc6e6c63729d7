package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** Settings > Access Tokens: the viewer's own tokens, now or as of an instant. */
@Controller
class TokenListController {
    private static final int PAGE_SIZE = 50;

    private final ApiClient api;
    private final NeedsAttention attention;
    private final AsOfText asOfText;
    private final Clock clock;

    TokenListController(ApiClient api, NeedsAttention attention, AsOfText asOfText, Clock clock) {
        this.api = api;
        this.attention = attention;
        this.asOfText = asOfText;
        this.clock = clock;
    }

    @GetMapping("/console/tokens")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "-created") String sort,
            @RequestParam(name = "as_of", defaultValue = "") String asOf,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable UUID deleted,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("owner", viewer.id());
        parameters.put("q", q);
        switch (show) {
            case "working" -> parameters.put("works", true);
            case "refused" -> parameters.put("works", false);
            case "deleted" -> parameters.put("state", "deleted");
            default -> {}
        }
        parameters.put("sort", sort);
        String instant = asOfText.read(asOf);
        parameters.put("as_of", instant);
        parameters.put("limit", PAGE_SIZE);
        String query = Encoding.path("/ledger/tokens", parameters);
        parameters.put("cursor", cursor);
        Instant now = clock.instant();
        try {
            page.addAttribute("tokens", api.get(visitor, Encoding.path("/ledger/tokens", parameters), TokenList.class));
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
        }
        page.addAttribute("routes", TokenRoutes.OWN);
        boolean filtered = !q.isBlank() || !show.equals("all") || !asOf.isEmpty() || cursor != null;
        page.addAttribute("filtered", filtered);
        page.addAttribute("attention", instant.isEmpty() ? attention.of(viewer.id(), visitor) : null);
        page.addAttribute("past", instant);
        page.addAttribute("apiPath", query);
        page.addAttribute("q", q);
        page.addAttribute("show", show);
        page.addAttribute("sort", sort);
        page.addAttribute("asOf", asOf);
        page.addAttribute("now", now);
        if (deleted != null) {
            page.addAttribute("deleted", api.get(visitor, "/ledger/tokens/" + deleted, AccessToken.class));
        }
        return "console/tokens";
    }
}
