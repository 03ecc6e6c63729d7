package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.Filters;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import io.tokenledger.console.token.TokenList;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** All keys that the viewer may see, with every filter, now or as of an instant. */
@Controller
class ReviewTokensController {
    private static final String TOKENS = "/ledger/tokens";
    static final String PAGE = "/console/review/tokens";

    private final ApiClient api;
    private final OrganizationNames organizations;
    private final AsOfText asOfText;

    ReviewTokensController(ApiClient api, OrganizationNames organizations, AsOfText asOfText) {
        this.organizations = organizations;
        this.api = api;
        this.asOfText = asOfText;
    }

    @GetMapping(PAGE)
    String list(
            @RequestParam(defaultValue = "") String cursor,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        ReviewAccess.requireReviewer(viewer);
        Filters typed = TokenFilters.typed(request);
        String asOf = asOfText.read(typed.get(TokenFilters.AS_OF));
        Filters filters = TokenFilters.read(typed, asOf);
        page.addAttribute("filters", typed);
        page.addAttribute("more", TokenFilters.hasOthers(typed));
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        page.addAttribute("past", !asOf.isEmpty());
        page.addAttribute("asOf", asOf);
        page.addAttribute("presentPath", typed.with(TokenFilters.AS_OF, "").path(PAGE));
        page.addAttribute("apiPath", filters.path(TOKENS));
        try {
            TokenList tokens = api.get(visitor, filters.with("cursor", cursor).path(TOKENS), TokenList.class);
            page.addAttribute("tokens", tokens);
            Filters selected = TokenFilters.ofPresent(request);
            if (!selected.isEmpty()) {
                page.addAttribute("allPath", selected.path(DeactivateMatchingController.PAGE));
            }
            if (tokens.nextCursor() != null) {
                page.addAttribute(
                        "nextPath", typed.with("cursor", tokens.nextCursor()).path(PAGE));
            }
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
        }
        return "console/review-tokens";
    }
}
