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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One token: what it is, how it is used, and what its owner or the administrators of its owner can do with it. */
@Controller
@RequestMapping({"/console/tokens", TokenRoutesAdvice.SERVICE_ACCOUNT})
class TokenController {
    private static final String DIGITS = "\\d{1,6}";

    private final ApiClient api;
    private final TokenPages pages;
    private final PastToken past;
    private final PolicyLimits limits;

    TokenController(ApiClient api, TokenPages pages, PastToken past, PolicyLimits limits) {
        this.api = api;
        this.pages = pages;
        this.past = past;
        this.limits = limits;
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable UUID id,
            @RequestParam(name = "as_of", defaultValue = "") String asOf,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        String view = pages.token(id, routes, viewer, visitor, page);
        past.describe(id, asOf, routes, visitor, page);
        return view;
    }

    /** Asks before an action, and shows what would stop working. */
    @GetMapping("/{id}/{action:rotate|deactivate|delete}")
    String ask(
            @PathVariable UUID id,
            @PathVariable String action,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        pages.describe(id, routes, viewer, visitor, page);
        if (action.equals("rotate")) {
            page.addAttribute("limits", limits.of(routes, viewer, visitor));
        }
        return "console/token-" + action;
    }

    @PostMapping("/{id}/rotate")
    String rotate(
            @PathVariable UUID id,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "retain_period_minutes",
                form.field("retain")
                        .filter(text -> text.matches(DIGITS))
                        .map(Integer::valueOf)
                        .orElse(0));
        form.field("expiry")
                .flatMap(Lifetime::parse)
                .ifPresent(lifetime -> body.put("expires_in_minutes", lifetime.toMinutes()));
        try {
            TokenWithValue rotated = api.sendIfMatch(
                    visitor, "POST", routes.key(id) + "/rotate", body, etag(form), TokenWithValue.class);
            return TokenPages.value(rotated, "rotated", page);
        } catch (ApiProblemException rejected) {
            show(rejected, id, visitor, response, page);
            page.addAttribute("retain", form.field("retain").orElse(null));
            page.addAttribute("expiry", form.field("expiry").orElse(null));
            return ask(id, "rotate", routes, viewer, visitor, page);
        }
    }

    @PostMapping("/{id}/{action:deactivate|delete}")
    String end(
            @PathVariable UUID id,
            @PathVariable String action,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String etag = etag(FormBody.of(request));
        try {
            if (action.equals("delete")) {
                api.changeIfMatch(visitor, "DELETE", routes.key(id), null, etag);
                return "redirect:" + routes.list() + (routes.account() == null ? "?deleted=" + id : "");
            }
            api.changeIfMatch(visitor, "PUT", routes.key(id), Map.of("active", false), etag);
            return "redirect:" + routes.page(id);
        } catch (ApiProblemException rejected) {
            show(rejected, id, visitor, response, page);
            return ask(id, action, routes, viewer, visitor, page);
        }
    }

    @PostMapping("/{id}/activate")
    String activate(
            @PathVariable UUID id,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String etag = etag(FormBody.of(request));
        return change(id, routes, Map.of("active", true), etag, viewer, visitor, response, page);
    }

    @PostMapping("/{id}/edit")
    String edit(
            @PathVariable UUID id,
            @ModelAttribute("routes") TokenRoutes routes,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> typed = Map.of(
                "name", form.field("name").orElse(""),
                "description", form.field("description").orElse(""));
        page.addAttribute("typed", typed);
        return change(id, routes, typed, etag(form), viewer, visitor, response, page);
    }

    private String change(
            UUID id,
            TokenRoutes routes,
            Map<String, Object> body,
            String etag,
            Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            api.changeIfMatch(visitor, "PUT", routes.key(id), body, etag);
            return "redirect:" + routes.page(id);
        } catch (ApiProblemException rejected) {
            show(rejected, id, visitor, response, page);
            return pages.token(id, routes, viewer, visitor, page);
        }
    }

    /** Shows why a form was rejected. If the token changed while the page was open, shows what changed. */
    private void show(
            ApiProblemException rejected, UUID id, Visitor visitor, HttpServletResponse response, Model page) {
        Rejection.show(rejected, response, page);
        if (rejected.status() == HttpServletResponse.SC_PRECONDITION_FAILED) {
            page.addAttribute("problem", pages.latestChange(id, visitor));
        }
    }

    /** The version of the token that the page showed. */
    private static String etag(FormBody form) {
        return form.field("etag").orElse("");
    }
}
