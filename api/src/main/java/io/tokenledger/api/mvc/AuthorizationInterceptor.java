package io.tokenledger.api.mvc;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Checks that the caller has the permission that the handler requires, before the handler runs. */
public final class AuthorizationInterceptor implements HandlerInterceptor {
    private static final String BASE_PACKAGE = "io.tokenledger";
    private static final String ORGANIZATION = "organizationId";

    /** A method that handlers of several classes inherit; the annotation may be on the class. */
    private record HandlerKey(Method method, Class<?> handler) {}

    /** One entry for each handler, because a search for annotations takes microseconds. */
    private final Map<HandlerKey, Optional<Requires>> requirements = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(BASE_PACKAGE)
                && request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            Optional<Requires> required = requirements.computeIfAbsent(
                    new HandlerKey(method.getMethod(), method.getBeanType()),
                    first -> Optional.ofNullable(requirement(method)));
            requirePermission(required.map(Requires::value).orElse(null), caller, request);
            required.filter(Requires::session).ifPresent(session -> requireSession(caller));
        }
        return true;
    }

    /** The annotation of the handler's method, or else of its class; null if neither has one. */
    public static @Nullable Requires requirement(HandlerMethod handler) {
        Requires own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Requires.class);
        return own == null ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Requires.class) : own;
    }

    private static void requirePermission(@Nullable Action action, Caller caller, HttpServletRequest request) {
        if (action == null) {
            throw ProblemCode.FORBIDDEN.because("This route is closed to all callers.");
        }
        switch (action.scope()) {
            case INSTANCE -> caller.require(action);
            case ORGANIZATION -> caller.require(action, organization(request));
            case WORKSPACE -> throw ProblemCode.FORBIDDEN.because("This action is not permitted on this route.");
        }
    }

    private static void requireSession(Caller caller) {
        if (caller.keyId() != null) {
            throw ProblemCode.FORBIDDEN.because(
                    "This route needs a session, not an API key. Sign in, then send the request with the session.");
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
        throw new IllegalStateException(
                "A route that requires an action on an organization must have its id in the path.");
    }
}
