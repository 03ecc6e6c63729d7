package io.tokenledger.api.mvc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Resolves a handler argument of one type from the request. The argument is not a parameter of the route, so the
 * OpenAPI document omits it.
 */
public abstract class RequestArgumentResolver<T> implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Class<T> type;

    protected RequestArgumentResolver(Class<T> type) {
        this.type = type;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(type);
    }

    /** The argument's value; throws a problem if the request is invalid. */
    protected abstract T of(HttpServletRequest request);

    @Override
    public final void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public final boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == type;
    }

    @Override
    public final Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return Objects.requireNonNull(of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class))));
    }
}
