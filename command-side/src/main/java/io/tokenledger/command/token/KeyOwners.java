package io.tokenledger.command.token;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.Ids;
import io.tokenledger.access.use.Caller;
import io.tokenledger.command.credential.AccountRecord;
import io.tokenledger.command.credential.Accounts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Finds the {@link KeyOwner} of a request; that the caller may is known by then. */
@Component
class KeyOwners implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(KeyOwner.class);
    }

    private final Accounts accounts;

    KeyOwners(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == KeyOwner.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Map<?, ?> path = (Map<?, ?>) Objects.requireNonNull(
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        if (path.get("serviceAccount") instanceof String name && path.get("organizationId") instanceof String home) {
            return new KeyOwner(serviceAccount(home, name));
        }
        Caller caller = (Caller)
                Objects.requireNonNull(request.getAttribute(Caller.class.getName(), RequestAttributes.SCOPE_REQUEST));
        return new KeyOwner(caller.accountId());
    }

    private UUID serviceAccount(String organizationId, String idOrUsername) {
        Optional<AccountRecord> found =
                Ids.parse(organizationId).flatMap(home -> accounts.findServiceAccount(home, idOrUsername));
        return found.map(AccountRecord::accountId)
                .orElseThrow(
                        () -> RefusalCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }
}
