package io.tokenledger.command.write;

import io.tokenledger.access.apikey.FindLastUse;
import io.tokenledger.access.apikey.LastUse;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.Patience;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Asks the query side for the last use of a key that was just changed, and so waits until the listing shows the change.
 * A query side that does not answer costs the caller this knowledge, never the answer: the change is durable already.
 */
@Component
public class LastUses {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QueryGateway queries;
    private final EventPositions events;

    LastUses(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /** Begins an answer that says whether the listing shows the change. */
    public static ResponseEntity.BodyBuilder answer(HttpStatus status, LastUse lastUse) {
        return Listings.answer(status, lastUse.listed());
    }

    public LastUse find(UUID tokenId, boolean wait) {
        Duration patience = wait ? Patience.left(PATIENCE) : Duration.ZERO;
        try {
            return queries.query(new FindLastUse(tokenId, events.lastOf(tokenId.toString()), patience), LastUse.class)
                    .get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException absent) {
            return LastUse.unknown();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return LastUse.unknown();
        }
    }
}
