package io.tokenledger.console.page;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.error.StandardProblems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows a page to a browser if a page of the console failed while it was written. Other routes keep their own format. */
@Controller
class FailedPageController {
    static final String PROBLEM = "The page could not be shown.";
    static final String REMEDY =
            "Try again. If it fails again, give the operator the time and the address of the page.";

    private final ProblemWriter errors;

    FailedPageController(ProblemWriter errors) {
        this.errors = errors;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    @Nullable
    String show(HttpServletRequest request, HttpServletResponse response, Model page) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer failed
                ? failed
                : HttpServletResponse.SC_NOT_FOUND;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (!path.startsWith("/console")) {
            errors.write(request, response, StandardProblems.of(status).problem());
            return null;
        }
        response.setStatus(status);
        page.addAttribute("problem", PROBLEM);
        page.addAttribute("remedy", REMEDY);
        page.addAttribute("temporary", false);
        return "console/problem";
    }
}
