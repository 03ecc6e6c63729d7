package io.tokenledger.console.token;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Creates tokens. A link can prefill the form, as in GitLab. */
@Controller
@RequestMapping({"/console/tokens", TokenRoutesAdvice.SERVICE_ACCOUNT})
class NewTokenController {
    private static final String FORM = "console/token-new";

    private final ApiClient api;
    private final PolicyLimits limits;
    private final Clock clock;

    NewTokenController(ApiClient api, PolicyLimits limits, Clock clock) {
        this.api = api;
        this.limits = limits;
        this.clock = clock;
    }

    @GetMapping("/new")
    String form(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String description,
            @RequestParam(required = false) @Nullable String expiry,
            @RequestParam(required = false) @Nullable String date,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        return form(NewToken.prefilled(name, description, expiry, date), routes, viewer, visitor, page);
    }

    @PostMapping
    String create(
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        NewToken token = NewToken.of(FormBody.of(request));
        try {
            String problem = token.problem();
            if (problem != null) {
                throw Rejection.because(problem);
            }
            return TokenPages.value(
                    api.send(visitor, "POST", routes.api(), token.body(), TokenWithValue.class), "created", page);
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return form(token, routes, viewer, visitor, page);
        }
    }

    private String form(NewToken token, TokenRoutes routes, Viewer viewer, Visitor visitor, Model page) {
        page.addAttribute("token", token);
        page.addAttribute("limits", limits.of(routes, viewer, visitor));
        page.addAttribute("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return FORM;
    }
}
