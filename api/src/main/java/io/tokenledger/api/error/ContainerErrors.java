package io.tokenledger.api.error;

import io.swagger.v3.oas.annotations.Hidden;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Writes problems for requests that the container rejects after the filters, in place of Spring Boot's error page. */
@RestController
class ContainerErrors implements ErrorController {
    private static final int NOT_FOUND = 404;

    private final ProblemWriter errors;

    ContainerErrors(ProblemWriter errors) {
        this.errors = errors;
    }

    /** A caller that requests this path directly gets 404. */
    @Hidden
    @RequestMapping("/error")
    @Requires(Action.SELF)
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer refused
                ? refused
                : NOT_FOUND;
        errors.write(request, response, StandardProblems.of(status).problem());
    }
}
