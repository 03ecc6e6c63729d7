package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.query.AwaitListing;
import io.tokenledger.api.query.ListingName;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Waits until a listing shows a change. If the query side does not answer, the response only lacks this information,
 * because the change is already durable.
 */
@Component
public class ListingAwaiter {
    private static final String HEADER = "X-Ledger-Listed";

    private final ReadModelQueries readModels;

    ListingAwaiter(ReadModelQueries readModels) {
        this.readModels = readModels;
    }

    /**
     * Starts a response that states whether the listing shows all changes of the object.
     *
     * @param wait whether to wait until the listing shows them; false to report the current state
     */
    public ResponseEntity.BodyBuilder answer(HttpStatus status, ListingName listing, UUID objectId, boolean wait) {
        return answer(status, isShown(listing, objectId, wait));
    }

    static ResponseEntity.BodyBuilder answer(HttpStatus status, boolean shown) {
        return ResponseEntity.status(status).header(HEADER, Boolean.toString(shown));
    }

    /** Whether the listing shows all changes of the object. */
    boolean isShown(ListingName listing, UUID objectId, boolean wait) {
        return readModels
                .ask(objectId, wait, (position, timeout) -> new AwaitListing(listing, position, timeout), Boolean.class)
                .orElse(false);
    }
}
