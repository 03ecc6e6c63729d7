package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Duration SOON = Duration.ofDays(14);

    private final ApiClient api;
    private final Clock clock;

    TokenListController(ApiClient api, Clock clock) {
        this.api = api;
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
        parameters.put("as_of", asOf);
        parameters.put("limit", PAGE_SIZE);
        String query = Encoding.path("/ledger/tokens", parameters);
        parameters.put("cursor", cursor);
        TokenList tokens = api.get(visitor, Encoding.path("/ledger/tokens", parameters), TokenList.class);
        Instant now = clock.instant();
        page.addAttribute("tokens", tokens);
        page.addAttribute("routes", TokenRoutes.OWN);
        page.addAttribute("expiring", asOf.isEmpty() ? expiring(tokens.items(), now) : List.of());
        page.addAttribute("filtered", !q.isBlank() || !show.equals("all") || !asOf.isEmpty() || cursor != null);
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

    /** Working tokens that expire within 14 days. */
    private static List<AccessToken> expiring(List<AccessToken> tokens, Instant now) {
        return tokens.stream()
                .filter(AccessToken::works)
                .filter(token -> token.expiresAt() != null && token.expiresAt().isBefore(now.plus(SOON)))
                .toList();
    }
}
