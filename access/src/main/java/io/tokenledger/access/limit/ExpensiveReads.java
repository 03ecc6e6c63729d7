package io.tokenledger.access.limit;

import io.tokenledger.access.use.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Gives each request to an {@link Expensive} handler a permit, and takes it back when the request has been answered. */
@Component
public class ExpensiveReads implements HandlerInterceptor {
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final String PERMIT = Bulkhead.Permit.class.getName();

    private final AccountBulkhead reads;

    ExpensiveReads(
            Bulkheads bulkheads,
            @Value("${ledger.http.expensive-reads}") int inAll,
            @Value("${ledger.http.expensive-reads-per-account}") int perAccount) {
        this.reads = bulkheads.ofAccounts(
                "expensive-reads", "searches and reports", new Bulkhead.Limit(perAccount, inAll, inAll), MAX_WAIT);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && isExpensive(method, request)
                && request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            request.setAttribute(PERMIT, reads.acquire(caller));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PERMIT) instanceof Bulkhead.Permit permit) {
            permit.close();
        }
    }

    private static boolean isExpensive(HandlerMethod method, HttpServletRequest request) {
        Expensive expensive = method.getMethodAnnotation(Expensive.class);
        return expensive != null
                && (expensive.unlessOnly().length == 0
                        || !Set.of(expensive.unlessOnly())
                                .containsAll(request.getParameterMap().keySet()));
    }
}
