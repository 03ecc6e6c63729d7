package io.tokenledger.console.session;

import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Passes the visitor to handlers. A write needs the session's CSRF token and must come from a page of this ledger
 * ({@link SessionCookie}). Without a session, the handler does not run, and the browser is sent to the sign-in.
 */
@Component
public final class VisitorArgumentResolver implements HandlerMethodArgumentResolver {
    private final SessionCookie sessions;

    VisitorArgumentResolver(SessionCookie sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Visitor resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        return Visitors.of(request, sessions.of(request).orElseThrow(SignInRequiredException::new));
    }
}
