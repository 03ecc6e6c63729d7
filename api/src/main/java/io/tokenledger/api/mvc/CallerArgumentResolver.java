package io.tokenledger.api.mvc;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves handler arguments of type {@link Caller} and {@link RequestOrigin}. */
public class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == RequestOrigin.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return require(
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)),
                parameter.getParameterType());
    }

    /** The value of this type that a filter found. A request without one has no valid credential. */
    public static <T> T require(HttpServletRequest request, Class<T> type) {
        Object value = request.getAttribute(type.getName());
        if (value == null) {
            throw InvalidCredentials.notValid();
        }
        return type.cast(value);
    }
}
