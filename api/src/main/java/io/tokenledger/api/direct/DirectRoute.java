package io.tokenledger.api.direct;

import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * The route of a {@link DirectHandler}, with what Spring MVC runs for it.
 *
 * @param path path of the route, without variables
 * @param method the handler, as interceptors see it
 * @param interceptors interceptors of this path, outermost first
 * @param exceptions turns an exception into a response
 */
record DirectRoute(
        String path, HandlerMethod method, List<HandlerInterceptor> interceptors, HandlerExceptionResolver exceptions) {
    private static final Logger LOG = LoggerFactory.getLogger(DirectRoute.class);

    /** Runs the handler between its interceptors, in the order of Spring MVC. */
    void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        int entered = 0;
        try {
            for (HandlerInterceptor interceptor : interceptors) {
                if (!interceptor.preHandle(request, response, method)) {
                    return;
                }
                entered++;
            }
            ((DirectHandler) method.getBean())
                    .handle(CallerArgumentResolver.require(request, RequestOrigin.class), request, response);
            for (HandlerInterceptor interceptor : interceptors.reversed()) {
                interceptor.postHandle(request, response, method, null);
            }
        } catch (Exception e) {
            resolve(e, request, response);
        } catch (Error e) { // as Spring MVC does
            resolve(new ServletException("Handler dispatch failed: " + e, e), request, response);
        } finally {
            complete(request, response, interceptors.subList(0, entered).reversed());
        }
    }

    private void resolve(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (exceptions.resolveException(request, response, method, e) == null) {
            switch (e) {
                case IOException connection -> throw connection;
                case ServletException servlet -> throw servlet;
                default -> throw new ServletException("The request failed.", e);
            }
        }
    }

    /** Completes each interceptor that was entered, even if another one fails. */
    private void complete(HttpServletRequest request, HttpServletResponse response, List<HandlerInterceptor> entered) {
        for (HandlerInterceptor interceptor : entered) {
            try {
                interceptor.afterCompletion(request, response, method, null);
            } catch (Exception e) {
                LOG.error("An interceptor failed after the response was written; the response is not affected", e);
            }
        }
    }
}
