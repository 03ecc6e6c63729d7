package io.tokenledger.console.session;

import io.tokenledger.api.browser.SameOriginCheck;
import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.ConsoleProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signs browsers in and out. The API sets the cookies; the console passes them on. */
@Controller
class SignInController {
    private static final String PAGE = "console/sign-in";

    private final ApiClient api;
    private final SameOriginCheck sameOrigin;
    private final SessionCookie sessions;
    private final boolean offersProvider;

    SignInController(ApiClient api, SameOriginCheck sameOrigin, SessionCookie sessions, ConsoleProperties settings) {
        this.api = api;
        this.sameOrigin = sameOrigin;
        this.sessions = sessions;
        this.offersProvider = !settings.oidcIssuer().isBlank();
    }

    @GetMapping({"/", "/console", "/console/"})
    String home() {
        return "redirect:" + ReturnPath.HOME;
    }

    @GetMapping("/console/sign-in")
    String form(
            @RequestParam(name = "return", required = false) @Nullable String path,
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String expired,
            Model page) {
        page.addAttribute("return", ReturnPath.of(path));
        page.addAttribute("ended", ended != null);
        page.addAttribute("expired", expired != null);
        page.addAttribute("offersProvider", offersProvider);
        return PAGE;
    }

    @PostMapping("/console/sign-in")
    String signIn(HttpServletRequest request, HttpServletResponse response, Model page) throws IOException {
        sameOrigin.require(request);
        FormBody form = FormBody.of(request);
        String username = form.field("username").orElse("");
        String path = ReturnPath.of(form.field("return").orElse(null));
        page.addAttribute("offersProvider", offersProvider);
        page.addAttribute("username", username);
        page.addAttribute("return", path);
        if (username.isBlank() || form.field("password").isEmpty()) {
            page.addAttribute("problem", "Enter your username and your password.");
            return PAGE;
        }
        try {
            List<String> cookies = api.signIn(
                    Visitors.of(request, null),
                    username,
                    Secret.of(form.field("password").orElse("")));
            cookies.forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
            return "redirect:" + path;
        } catch (ApiProblemException refused) {
            response.setStatus(refused.isSignedOut() ? 422 : refused.status());
            page.addAttribute("problem", refused.isSignedOut() ? "Wrong username or password." : refused.text());
            return PAGE;
        }
    }

    @PostMapping("/console/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        sameOrigin.require(request);
        sessions.withoutCsrfCheck(request).ifPresent(session -> api.signOut(Visitors.of(request, session)));
        sessions.clear(response);
        return "redirect:/console/sign-in?ended";
    }
}
