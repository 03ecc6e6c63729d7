package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.query.AwaitListing;
import io.tokenledger.api.query.ListingName;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Waits until a listing shows what was just done. A query side that does not answer costs the caller this knowledge,
 * never the answer: the change is durable already.
 */
@Component
public class ListingAwaiter {
    private static final String HEADER = "X-Ledger-Listed";

    private final ReadModelQueries readModels;

    ListingAwaiter(ReadModelQueries readModels) {
        this.readModels = readModels;
    }

    /** Begins an answer that says whether the listing shows all that happened to the object; waits for it if told to. */
    public ResponseEntity.BodyBuilder answer(HttpStatus status, ListingName listing, UUID objectId, boolean wait) {
        return answer(status, show(listing, objectId, wait));
    }

    static ResponseEntity.BodyBuilder answer(HttpStatus status, boolean shown) {
        return ResponseEntity.status(status).header(HEADER, Boolean.toString(shown));
    }

    private boolean show(ListingName listing, UUID objectId, boolean wait) {
        return readModels
                .ask(
                        objectId,
                        wait,
                        (position, patience) -> new AwaitListing(listing, position, patience),
                        Boolean.class)
                .orElse(false);
    }
}
