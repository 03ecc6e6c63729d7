package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.TokenList;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The tokens of an organization's members and service accounts. */
@Controller
class TokenReviewController {
    private static final String TOKENS = "/ledger/tokens";
    private static final String DEACTIVATE_MATCHING = "/console/review/tokens/deactivate-matching";

    private final ApiClient api;
    private final AsOfText asOfText;
    private final Clock clock;

    TokenReviewController(ApiClient api, AsOfText asOfText, Clock clock) {
        this.api = api;
        this.asOfText = asOfText;
        this.clock = clock;
    }

    @GetMapping("/console/organizations/{organization}/tokens")
    String list(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "working") String show,
            @RequestParam(name = "as_of", defaultValue = "") String asOf,
            @RequestParam(required = false) @Nullable String cursor,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        TokenFilter filter = TokenFilter.of(show);
        String past = asOfText.read(asOf);
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("organization", organization.id());
        parameters.putAll(filter.parameters(pointOf(past)));
        parameters.put("q", q);
        page.addAttribute("allPath", Encoding.path(DEACTIVATE_MATCHING, parameters));
        parameters.put("as_of", past);
        page.addAttribute("apiPath", Encoding.path(TOKENS, parameters));
        parameters.put("cursor", cursor);
        page.addAttribute("filters", TokenFilter.values());
        page.addAttribute("filter", filter);
        page.addAttribute("q", q);
        page.addAttribute("asOf", asOf);
        page.addAttribute("past", past);
        try {
            page.addAttribute("tokens", api.get(visitor, Encoding.path(TOKENS, parameters), TokenList.class));
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
        }
        return "console/organization-tokens";
    }

    /** The instant from which a filter such as "unused for 60 days" counts back. */
    private Instant pointOf(String past) {
        try {
            return past.isEmpty() ? clock.instant() : Instant.parse(past);
        } catch (DateTimeParseException position) {
            return clock.instant();
        }
    }
}
