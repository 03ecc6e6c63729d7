package io.tokenledger.command.write;

import io.tokenledger.access.listing.AwaitListing;
import io.tokenledger.access.listing.Listing;
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
 * Waits until a listing shows what was just done. A query side that does not answer costs the caller this knowledge,
 * never the answer: the change is durable already.
 */
@Component
public class Listings {
    private static final String HEADER = "X-Ledger-Listed";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QueryGateway queries;
    private final EventPositions events;

    Listings(QueryGateway queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /** Begins an answer that says whether the listing shows all that happened to the object; waits for it if told to. */
    public ResponseEntity.BodyBuilder answer(HttpStatus status, Listing listing, UUID objectId, boolean wait) {
        return answer(status, show(listing, objectId, wait));
    }

    static ResponseEntity.BodyBuilder answer(HttpStatus status, boolean shown) {
        return ResponseEntity.status(status).header(HEADER, Boolean.toString(shown));
    }

    private boolean show(Listing listing, UUID objectId, boolean wait) {
        Duration patience = wait ? Patience.left(PATIENCE) : Duration.ZERO;
        try {
            return queries.query(new AwaitListing(listing, events.lastOf(objectId.toString()), patience), Boolean.class)
                    .get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException absent) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
