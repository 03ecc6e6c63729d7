package io.tokenledger.console.page;

import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.session.SignInRequiredException;
import io.tokenledger.console.session.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Gives each page its viewer, and turns problems into pages. */
@ControllerAdvice(basePackages = "io.tokenledger.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAdvice.class);
    private static final String SIGN_IN = "/console/sign-in";

    /** Attribute of a request whose viewer is known, for the page about a problem. */
    private static final String VIEWER = Viewer.class.getName();

    private final ApiClient api;
    private final SessionCookie sessions;

    ConsoleAdvice(ApiClient api, SessionCookie sessions) {
        this.api = api;
        this.sessions = sessions;
    }

    /** The account of the session; null on pages that need none. */
    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer(HttpServletRequest request) {
        if (!needsSession(request.getServletPath())) {
            return null;
        }
        Secret session = sessions.withoutCsrfCheck(request).orElseThrow(SignInRequiredException::new);
        Viewer viewer = api.get(Visitors.of(request, session), "/users/me", Viewer.class);
        request.setAttribute(VIEWER, viewer);
        return viewer;
    }

    /** The value that a write of this page must send; null without a session. */
    @ModelAttribute("csrfToken")
    @Nullable
    String csrfToken(HttpServletRequest request) {
        return sessions.withoutCsrfCheck(request).map(SessionCookie::csrfToken).orElse(null);
    }

    @ExceptionHandler
    @Nullable
    ModelAndView signInRequired(SignInRequiredException e, HttpServletRequest request, HttpServletResponse response) {
        return toSignIn(request, response);
    }

    @ExceptionHandler
    @Nullable
    ModelAndView rejected(ApiProblemException problem, HttpServletRequest request, HttpServletResponse response) {
        return problem.isSignedOut()
                ? toSignIn(request, response)
                : page(problem.status(), problem.text(), problem.remedy(), problem.isTemporary(), request, response);
    }

    @ExceptionHandler
    ModelAndView rejected(ProblemException rejected, HttpServletRequest request, HttpServletResponse response) {
        return page(
                rejected.problem().code().status(),
                rejected.problem().message(),
                rejected.problem().code().remedy(),
                false,
                request,
                response);
    }

    /** An id in the address that is none. */
    @ExceptionHandler
    ModelAndView noSuchPage(
            MethodArgumentTypeMismatchException e, HttpServletRequest request, HttpServletResponse response) {
        return page(404, "There is no such page.", "Check the address.", false, request, response);
    }

    /** A defect of a page, or an answer of the API that it does not understand. */
    @ExceptionHandler
    ModelAndView failed(RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
        LOG.error("A page failed with an unexpected exception; its browser gets a page with the status 500", failure);
        return page(500, FailedPageController.PROBLEM, FailedPageController.REMEDY, false, request, response);
    }

    private static ModelAndView page(
            int status,
            String problem,
            String remedy,
            boolean temporary,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setStatus(status);
        ModelAndView page = new ModelAndView("console/problem");
        page.addObject("problem", ConsoleTerms.of(problem));
        page.addObject("remedy", ConsoleTerms.of(remedy));
        page.addObject("temporary", temporary);
        page.addObject("viewer", request.getAttribute(VIEWER));
        return page;
    }

    /** A page that htmx loads is replaced as a whole. */
    private static @Nullable ModelAndView toSignIn(HttpServletRequest request, HttpServletResponse response) {
        boolean byScript = request.getHeader("HX-Request") != null;
        String target = SIGN_IN + "?return=" + Encoding.query(byScript ? shownPage(request) : requestedPage(request));
        if (byScript) {
            response.setHeader("HX-Redirect", target + "&expired");
            response.setStatus(204);
            return new ModelAndView(); // handled
        }
        return new ModelAndView("redirect:" + target);
    }

    private static String requestedPage(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                ? Optional.ofNullable(request.getQueryString())
                        .map(query -> request.getServletPath() + "?" + query)
                        .orElse(request.getServletPath())
                : "";
    }

    /** Path and query of the page from which the script sent the request. */
    private static String shownPage(HttpServletRequest request) {
        try {
            URI shown = URI.create(
                    Optional.ofNullable(request.getHeader("HX-Current-URL")).orElse(""));
            return shown.getRawQuery() == null
                    ? String.valueOf(shown.getRawPath())
                    : shown.getRawPath() + "?" + shown.getRawQuery();
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    private static boolean needsSession(String path) {
        return path.startsWith("/console/") && !path.startsWith(SIGN_IN) && !path.equals("/console/sign-out");
    }
}
