package io.tokenledger.api.direct;

import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A controller with one route whose handler reads the request and writes the response itself. {@link DirectHandlerFilter}
 * calls it without the dispatcher servlet. Its mapping annotations are on {@link #handle}, so documents and interceptors
 * see it as any other handler.
 */
public interface DirectHandler {
    /**
     * Answers the request. {@link CallerArgumentResolver#require} returns its caller. A public route has none, so there it
     * would reject the request.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the request is rejected
     */
    void handle(RequestOrigin origin, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
