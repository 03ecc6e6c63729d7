package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.token.TokenList;
import java.time.Clock;
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

    private final ApiClient api;
    private final Clock clock;

    TokenReviewController(ApiClient api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @GetMapping("/console/organizations/{organization}/tokens")
    String list(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "working") String show,
            @RequestParam(required = false) @Nullable String cursor,
            Visitor visitor,
            Model page) {
        TokenFilter filter = TokenFilter.of(show);
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("organization", organization.id());
        parameters.putAll(filter.parameters(clock.instant()));
        parameters.put("q", q);
        page.addAttribute("apiPath", Encoding.path(TOKENS, parameters));
        parameters.put("cursor", cursor);
        page.addAttribute("tokens", api.get(visitor, Encoding.path(TOKENS, parameters), TokenList.class));
        page.addAttribute("filters", TokenFilter.values());
        page.addAttribute("filter", filter);
        page.addAttribute("q", q);
        return "console/organization-tokens";
    }
}
