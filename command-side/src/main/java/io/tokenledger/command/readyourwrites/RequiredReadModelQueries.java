package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Queries read models for information without which a request cannot be answered. */
@Component
public class RequiredReadModelQueries {
    private final QueryGateway queries;

    RequiredReadModelQueries(QueryGateway queries) {
        this.queries = queries;
    }

    /**
     * The result of the query. A failure of the query side is the failure of the request.
     *
     * @param timeout maximum time that the request waits
     * @param late what the caller is told if the query side does not answer in time
     * @param retrySeconds time after which the caller may try again
     * @throws io.tokenledger.api.problem.ProblemException with 503 if the query side does not answer in time, or if this
     *     process is stopping
     */
    public <A> A ask(Object query, Class<A> answer, Duration timeout, String late, long retrySeconds) {
        try {
            return queries.query(query, answer).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw ProblemCode.READ_MODEL_BEHIND.retryAfter(retrySeconds, late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(retrySeconds, "This process is stopping.");
        }
    }
}
