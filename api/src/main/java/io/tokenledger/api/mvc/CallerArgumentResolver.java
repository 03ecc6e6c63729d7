package io.tokenledger.api.mvc;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
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
        @Nullable
        Object value = request.getAttribute(parameter.getParameterType().getName(), RequestAttributes.SCOPE_REQUEST);
        if (value == null) {
            throw InvalidCredentials.notValid();
        }
        return value;
    }
}
