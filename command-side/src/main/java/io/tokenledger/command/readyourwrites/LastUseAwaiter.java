package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.query.FindLastUse;
import io.tokenledger.api.query.LastUse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The last use of a key that was just changed. A query can wait until the listing shows the change. */
@Component
public class LastUseAwaiter {
    private final ReadModelQueries readModels;

    LastUseAwaiter(ReadModelQueries readModels) {
        this.readModels = readModels;
    }

    /** Starts a response that states whether the listing shows the change. */
    public static ResponseEntity.BodyBuilder answer(HttpStatus status, LastUse lastUse) {
        return ListingAwaiter.answer(status, lastUse.listed());
    }

    public LastUse find(UUID tokenId, boolean wait) {
        return readModels
                .ask(tokenId, wait, (position, timeout) -> new FindLastUse(tokenId, position, timeout), LastUse.class)
                .orElseGet(LastUse::unknown);
    }
}
