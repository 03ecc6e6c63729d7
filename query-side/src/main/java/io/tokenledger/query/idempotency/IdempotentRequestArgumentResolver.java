package io.tokenledger.query.idempotency;

import io.tokenledger.api.idempotency.IdempotencyKeyHeader;
import io.tokenledger.api.mvc.RequestArgumentResolver;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.InvalidCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Passes {@link IdempotentRequest} to handler methods that declare it. */
@Component
class IdempotentRequestArgumentResolver extends RequestArgumentResolver<IdempotentRequest> {
    private final RequestRepository requests;
    private final JsonMapper json;

    IdempotentRequestArgumentResolver(RequestRepository requests, JsonMapper json) {
        super(IdempotentRequest.class);
        this.requests = requests;
        this.json = json;
    }

    @Override
    protected IdempotentRequest of(HttpServletRequest request) {
        if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller)) {
            throw InvalidCredentials.notValid();
        }
        String sent = IdempotencyKeyHeader.of(request);
        return new IdempotentRequest(
                sent == null ? null : new RequestKey(caller.accountId(), sent),
                request.getMethod() + ' ' + request.getServletPath() + '\n' + permissions(caller),
                requests,
                json);
    }

    /** An answer from before a change of the caller's permissions must not be repeated: it has what it could see then. */
    private static String permissions(Caller caller) {
        return new TreeSet<>(caller.roles()) + " " + new TreeMap<>(caller.memberships()) + " " + caller.homeId();
    }
}
