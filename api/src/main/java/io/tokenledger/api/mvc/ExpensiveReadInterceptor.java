package io.tokenledger.api.mvc;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.Problem;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Requests to an {@link ExpensiveRead} handler hold a permit until they complete. A rejection is sent one second late,
 * without a thread that waits: a caller in a loop then costs little more than one that waits.
 */
public final class ExpensiveReadInterceptor implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ExpensiveReadInterceptor.class);
    private static final String PERMIT = Bulkhead.Permit.class.getName();

    private final AccountBulkhead reads;
    private final ProblemWriter errors;
    private final Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Thread::startVirtualThread);

    public ExpensiveReadInterceptor(AccountBulkhead reads, ProblemWriter errors) {
        this.reads = reads;
        this.errors = errors;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && isExpensive(method, request)
                && request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            try {
                request.setAttribute(PERMIT, reads.acquire(caller));
            } catch (ProblemException rejected) {
                rejectLater(request, response, rejected.problem());
                return false;
            }
        }
        return true;
    }

    private void rejectLater(HttpServletRequest request, HttpServletResponse response, Problem refusal) {
        AsyncContext pending = request.startAsync(request, response);
        later.execute(() -> {
            try {
                errors.write(request, response, refusal);
            } catch (IOException e) {
                LOG.debug("The caller closed the connection before it was rejected", e);
            } finally {
                pending.complete();
            }
        });
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PERMIT) instanceof Bulkhead.Permit permit) {
            permit.close();
        }
    }

    private static boolean isExpensive(HandlerMethod method, HttpServletRequest request) {
        ExpensiveRead expensive = method.getMethodAnnotation(ExpensiveRead.class);
        return expensive != null
                && (expensive.unlessOnly().length == 0
                        || !Set.of(expensive.unlessOnly())
                                .containsAll(request.getParameterMap().keySet()));
    }
}
