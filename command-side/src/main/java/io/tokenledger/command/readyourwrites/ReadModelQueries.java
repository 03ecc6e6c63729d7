package io.tokenledger.command.readyourwrites;

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

/**
 * Queries read models for information that a response to a change needs. If the query side does not answer, the
 * response only lacks this information, because the change is already durable.
 */
@Component
class ReadModelQueries {
    /** Builds a query. */
    interface Question {
        /**
         * The query.
         *
         * @param position position up to which the query side must have applied the events
         * @param timeout maximum time for that on the query side
         */
        Object of(long position, Duration timeout);
    }

    private final QueryGateway queries;
    private final EventPositions events;

    ReadModelQueries(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /**
     * The result of the query; empty if the query side does not answer in time.
     *
     * @param wait whether the query side waits until it has applied the last event of the object; otherwise it answers
     *     at once
     */
    <A> Optional<A> ask(UUID objectId, boolean wait, Question question, Class<A> answer) {
        if (RequestDeadline.isSpent()) {
            return Optional.empty();
        }
        Duration timeout = wait ? RequestDeadline.remaining(CommandLimits.MAX_READ_MODEL_WAIT) : Duration.ZERO;
        long askedAt = System.nanoTime();
        try {
            Object query = question.of(events.lastOf(objectId.toString()), timeout);
            return Optional.of(queries.query(query, answer)
                    .get(timeout.plus(CommandLimits.QUERY_TRANSIT_ALLOWANCE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | RuntimeException absent) {
            RequestDeadline.recordUnanswered(Duration.ofNanos(System.nanoTime() - askedAt));
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
