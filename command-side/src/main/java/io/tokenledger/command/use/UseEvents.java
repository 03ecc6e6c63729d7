package io.tokenledger.command.use;

import io.tokenledger.events.use.TokenUseRefused;
import io.tokenledger.events.use.TokenUsed;
import io.tokenledger.events.use.UseEvent;
import java.time.Instant;

/** Writes the repeats of a use as one event of the same kind. */
final class UseEvents {
    private UseEvents() {}

    static UseEvent repeated(UseEvent opening, Instant first, Instant last, long count) {
        return switch (opening) {
            case TokenUsed used ->
                new TokenUsed(
                        used.tokenId(),
                        used.ownerId(),
                        used.generation(),
                        used.channel(),
                        used.credential(),
                        used.jti(),
                        used.ip(),
                        used.userAgent(),
                        used.target(),
                        first,
                        last,
                        count,
                        null);
            case TokenUseRefused refused ->
                new TokenUseRefused(
                        refused.tokenId(),
                        refused.ownerId(),
                        null, // the repeats may have shown other values
                        refused.reason(),
                        refused.channel(),
                        refused.ip(),
                        refused.userAgent(),
                        null, // and been for other things
                        first,
                        last,
                        count);
        };
    }
}
