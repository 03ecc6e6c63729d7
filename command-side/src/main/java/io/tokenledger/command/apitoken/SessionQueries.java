package io.tokenledger.command.apitoken;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindSession;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.readyourwrites.RequiredReadModelQueries;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Queries the query side for sessions, since only its listing knows them. */
@Component
class SessionQueries {
    private static final long RETRY_SECONDS = 2;

    private final RequiredReadModelQueries queries;
    private final EventPositions events;

    SessionQueries(RequiredReadModelQueries queries, EventPositions events) {
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
        FoundSession.Answer answer = queries.ask(
                new FindSession(accountId, jti.toString(), events.head(), wait),
                FoundSession.Answer.class,
                wait.plus(CommandLimits.QUERY_TRANSIT_ALLOWANCE),
                "The session listing is unavailable.",
                RETRY_SECONDS);
        if (answer.session() == null && !answer.listed()) {
            throw ProblemCode.READ_MODEL_BEHIND.retryAfter(
                    RETRY_SECONDS, "The session listing has not applied all events yet and may lack this session.");
        }
        return Optional.ofNullable(answer.session());
    }
}
