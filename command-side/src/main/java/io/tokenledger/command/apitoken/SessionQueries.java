package io.tokenledger.command.apitoken;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindSession;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Asks the query side about sessions: which there are is known to its listing only. */
@Component
class SessionQueries {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration ON_THE_WAY = Duration.ofMillis(500);

    private final QueryGateway queries;
    private final EventPositions events;

    SessionQueries(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /**
     * The session of the account, also one that has ended and not yet expired; empty where it has none of this {@code jti}.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} where the listing cannot tell
     */
    Optional<FoundSession> find(UUID accountId, UUID jti) {
        Duration wait = RequestDeadline.left(LONGEST_WAIT);
        FoundSession.Answer answer = ask(new FindSession(accountId, jti.toString(), events.head(), wait), wait);
        if (answer.session() == null && !answer.listed()) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(2, "The list of sessions is behind and may miss this one.");
        }
        return Optional.ofNullable(answer.session());
    }

    private FoundSession.Answer ask(FindSession question, Duration wait) {
        try {
            return queries.query(question, FoundSession.Answer.class)
                    .get(wait.plus(ON_THE_WAY).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException absent) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(2, "The list of sessions did not answer.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(2, "The ledger is stopping.");
        }
    }
}
