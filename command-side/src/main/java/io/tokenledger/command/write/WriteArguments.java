package io.tokenledger.command.write;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands {@link WriteRequest} to handlers that ask for it. */
@Component
class WriteArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(WriteRequest.class);
    }

    private final Writes writes;

    WriteArguments(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == WriteRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servlet = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        if (servlet.getAttribute(Caller.class.getName()) instanceof Caller caller
                && servlet.getAttribute(Origin.class.getName()) instanceof Origin origin) {
            return new WriteRequest(servlet, caller, origin, waits(request.getParameter("wait")), writes);
        }
        throw CredentialRefusals.notValid();
    }

    private static boolean waits(@Nullable String said) {
        return switch (said == null ? "true" : said.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw RefusalCode.BAD_VALUE.because("wait is true or false.");
        };
    }
}
