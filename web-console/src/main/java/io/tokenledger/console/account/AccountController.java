package io.tokenledger.console.account;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Account: password, sessions and the own data. */
@Controller
class AccountController {
    private static final String SESSIONS = "/users/me/sessions";

    private final ApiClient api;

    AccountController(ApiClient api) {
        this.api = api;
    }

    @GetMapping("/console/account")
    String show(Visitor visitor, Model page) {
        page.addAttribute("sessions", api.get(visitor, SESSIONS));
        return "console/account";
    }

    /** Passes the export of the own data on to the browser, without holding it in memory. */
    @GetMapping("/console/account/data-export")
    void export(Visitor visitor, HttpServletResponse response) throws IOException {
        try (InputStream content = api.download(visitor, "/users/me/data_export")) {
            response.setContentType("application/x-ndjson");
            response.setHeader("Content-Disposition", "attachment; filename=\"data-export.ndjson\"");
            content.transferTo(response.getOutputStream());
        }
    }

    /** A new password ends all other sessions, so the page leads to the sign-in. */
    @PostMapping("/console/account/password")
    String changePassword(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        String next = form.field("new").orElse("");
        try {
            if (!next.equals(form.field("again").orElse(""))) {
                throw Rejection.because("The new passwords are not the same.");
            }
            api.change(
                    visitor,
                    "PUT",
                    "/users/me/password",
                    Map.of("current_password", form.field("current").orElse(""), "password", next));
            response.setHeader("HX-Redirect", "/console/sign-in?ended");
            return "redirect:/console/sign-in?ended";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return show(visitor, page);
        }
    }

    @PostMapping("/console/account/sessions/{jti}/end")
    String end(@PathVariable String jti, Visitor visitor) {
        api.change(visitor, "DELETE", SESSIONS + "/" + Encoding.segment(jti), null);
        return "redirect:/console/account";
    }

    /** Signs out everywhere, here too. */
    @PostMapping("/console/account/sessions/end")
    String endAll(Visitor visitor, HttpServletResponse response) {
        api.change(visitor, "DELETE", SESSIONS, null);
        response.setHeader("HX-Redirect", "/console/sign-in?ended");
        return "redirect:/console/sign-in?ended";
    }
}
