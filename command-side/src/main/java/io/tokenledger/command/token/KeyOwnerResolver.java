package io.tokenledger.command.token;

import io.tokenledger.api.mvc.RequestArgumentResolver;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Resolves the {@link KeyOwner} of a request. The caller's permission is checked before. */
@Component
class KeyOwnerResolver extends RequestArgumentResolver<KeyOwner> {
    private final AccountCache accounts;

    KeyOwnerResolver(AccountCache accounts) {
        super(KeyOwner.class);
        this.accounts = accounts;
    }

    @Override
    protected KeyOwner of(HttpServletRequest request) {
        Map<?, ?> path = (Map<?, ?>)
                Objects.requireNonNull(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        if (path.get("serviceAccount") instanceof String name && path.get("organizationId") instanceof String home) {
            return new KeyOwner(serviceAccount(home, name));
        }
        Caller caller = (Caller) Objects.requireNonNull(request.getAttribute(Caller.class.getName()));
        return new KeyOwner(caller.accountId());
    }

    private UUID serviceAccount(String organizationId, String idOrUsername) {
        return ResourceIds.parse(organizationId)
                .flatMap(home -> accounts.findServiceAccount(home, idOrUsername))
                .map(AccountRecord::accountId)
                .orElseThrow(
                        () -> ProblemCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }
}
