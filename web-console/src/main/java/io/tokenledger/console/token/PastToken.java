package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The state of a token as of the point in time of the list that led to its page. */
@Component
class PastToken {
    private final ApiClient api;
    private final AsOfText asOfText;

    PastToken(ApiClient api, AsOfText asOfText) {
        this.api = api;
        this.asOfText = asOfText;
    }

    /** Adds the past state to a page that shows the present. Adds nothing if the page is only about the present. */
    void describe(UUID id, String typed, TokenRoutes routes, Visitor visitor, Model page) {
        String asOf = asOfText.read(typed);
        if (asOf.isBlank()) {
            return;
        }
        page.addAttribute("asOf", asOf);
        page.addAttribute("then", read(id, asOf, visitor));
        boolean underReview = Boolean.TRUE.equals(page.getAttribute("underReview"));
        page.addAttribute("pastList", Encoding.path(list(underReview, routes), Map.of("as_of", asOf)));
    }

    private @Nullable AccessToken read(UUID id, String asOf, Visitor visitor) {
        try {
            return api.get(visitor, Encoding.path("/ledger/tokens/" + id, Map.of("as_of", asOf)), AccessToken.class);
        } catch (ApiProblemException notThen) {
            if (notThen.status() == HttpServletResponse.SC_NOT_FOUND) {
                return null;
            }
            throw notThen;
        }
    }

    private static String list(boolean underReview, TokenRoutes routes) {
        TokenRoutes.ServiceAccount account = routes.account();
        if (account != null) {
            return "/console/organizations/" + account.organization() + "/tokens";
        }
        return underReview ? "/console/review/tokens" : routes.list();
    }
}
