package io.tokenledger.command.apitoken;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindSession;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.command.CommandLimits;
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

/** Queries the query side for sessions, since only its listing knows them. */
@Component
class SessionQueries {
    private final QueryGateway queries;
    private final EventPositions events;

    SessionQueries(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /**
     * The session of the account, also if it has ended but has not expired; empty if the account has no such session.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code read_model_behind} if the listing is behind or does
     *     not answer in time
     */
    Optional<FoundSession> find(UUID accountId, UUID jti) {
        Duration wait = RequestDeadline.remaining(CommandLimits.MAX_READ_MODEL_WAIT);
        FoundSession.Answer answer = ask(new FindSession(accountId, jti.toString(), events.head(), wait), wait);
        if (answer.session() == null && !answer.listed()) {
            throw ProblemCode.READ_MODEL_BEHIND.retryAfter(
                    2, "The session listing has not applied all events yet and may lack this session.");
        }
        return Optional.ofNullable(answer.session());
    }

    private FoundSession.Answer ask(FindSession query, Duration wait) {
        try {
            return queries.query(query, FoundSession.Answer.class)
                    .get(wait.plus(CommandLimits.QUERY_TRANSIT_ALLOWANCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException absent) {
            throw ProblemCode.READ_MODEL_BEHIND.retryAfter(2, "The session listing is unavailable.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(2, "This process is stopping.");
        }
    }
}
