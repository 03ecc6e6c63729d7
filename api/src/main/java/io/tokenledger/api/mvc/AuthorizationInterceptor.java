package io.tokenledger.api.mvc;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Holds what a handler requires against what its caller may do, before the handler sees the request. */
public final class AuthorizationInterceptor implements HandlerInterceptor {
    private static final String OURS = "io.tokenledger";
    private static final String ORGANIZATION = "organizationId";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(OURS)
                && request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            Requires requires = requirement(method);
            demand(requires == null ? null : requires.value(), caller, request);
        }
        return true;
    }

    /** What the handler requires; null where it says nothing. */
    public static @Nullable Requires requirement(HandlerMethod handler) {
        Requires own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Requires.class);
        return own == null ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Requires.class) : own;
    }

    private static void demand(@Nullable Action action, Caller caller, HttpServletRequest request) {
        if (action == null) {
            throw ProblemCode.FORBIDDEN.because("Nobody may do this.");
        }
        switch (action.scope()) {
            case INSTANCE -> caller.demand(action);
            case ORGANIZATION -> caller.demand(action, organization(request));
            case WORKSPACE -> throw ProblemCode.FORBIDDEN.because("Nobody may do this here.");
        }
    }

    private static UUID organization(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> path && path.get(ORGANIZATION) instanceof String id) {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException noId) {
                throw Caller.noSuchOrganization();
            }
        }
        throw new IllegalStateException("a route about an organization names it in its path");
    }
}
