package io.tokenledger.command.readyourwrites;

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
 * Asked for what belongs into the answer to a change and is known to read models only. If it does not tell, that costs the
 * caller this knowledge, never the answer: the change is durable already.
 */
@Component
class ReadModelQueries {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ON_THE_WAY = Duration.ofMillis(500);

    /** What to ask. */
    interface Question {
        /**
         * The query.
         *
         * @param position up to which the answer has to know the events
         * @param patience how long the query side may take for that
         */
        Object of(long position, Duration patience);
    }

    private final QueryGateway queries;
    private final EventPositions events;

    ReadModelQueries(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /**
     * What it knows once it has seen what happened to this object last.
     *
     * @param wait for that; otherwise it tells what it knows now
     */
    <A> Optional<A> ask(UUID objectId, boolean wait, Question question, Class<A> answer) {
        if (RequestDeadline.isSpent()) {
            return Optional.empty();
        }
        Duration patience = wait ? RequestDeadline.left(PATIENCE) : Duration.ZERO;
        long asked = System.nanoTime();
        try {
            Object query = question.of(events.lastOf(objectId.toString()), patience);
            return Optional.of(
                    queries.query(query, answer).get(patience.plus(ON_THE_WAY).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | RuntimeException absent) {
            RequestDeadline.waitedInVain(Duration.ofNanos(System.nanoTime() - asked));
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
