package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.query.FindLastUse;
import io.tokenledger.api.query.LastUse;
import io.tokenledger.api.query.ListingName;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The last use of a key that was just changed. A query can wait until the listing shows the change. */
@Component
public class LastUseAwaiter {
    private final ReadModelQueries readModels;
    private final ListingAwaiter listings;

    LastUseAwaiter(ReadModelQueries readModels, ListingAwaiter listings) {
        this.readModels = readModels;
        this.listings = listings;
    }

    /** Starts a response that states whether the listing shows the change. */
    public static ResponseEntity.BodyBuilder answer(HttpStatus status, LastUse lastUse) {
        return ListingAwaiter.answer(status, lastUse.listed());
    }

    /** The same for a key that was just created. Its value was not shown yet, so it has no use that must be read. */
    public LastUse ofNew(UUID tokenId, boolean wait) {
        return new LastUse(null, null, listings.isShown(ListingName.TOKENS, tokenId, wait));
    }

    public LastUse find(UUID tokenId, boolean wait) {
        return readModels
                .ask(tokenId, wait, (position, timeout) -> new FindLastUse(tokenId, position, timeout), LastUse.class)
                .orElseGet(LastUse::unknown);
    }
}
