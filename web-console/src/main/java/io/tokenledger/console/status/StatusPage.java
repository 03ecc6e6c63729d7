package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page about projections and their replays. */
@Component
class StatusPage {
    static final String PAGE = "/console/status";

    private static final String PROJECTIONS = "/ledger/projections";

    private final ApiClient api;
    private final Replays replays;

    StatusPage(ApiClient api, Replays replays) {
        this.api = api;
        this.replays = replays;
    }

    String show(Visitor visitor, Model page) {
        page.addAttribute("projections", api.get(visitor, PROJECTIONS).get("items"));
        page.addAttribute("apiPath", PROJECTIONS);
        replays.addOfProjections(visitor, page);
        return "console/status";
    }

    /** The page again, with what is wrong. */
    String rejected(ApiProblemException problem, Visitor visitor, HttpServletResponse response, Model page) {
        Rejection.show(problem, response, page);
        return show(visitor, page);
    }
}
