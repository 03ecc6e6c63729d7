package io.tokenledger.command.account;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Hashes passwords, two at a time and in the order of arrival: hashing must not take the processors from all other requests.
 * The queue is short, because each waiting request holds a thread of the web server. One client has a share of the queue, so
 * that it cannot keep all others from signing in.
 */
final class PasswordHashingQueue {
    private static final Bulkhead.Limit PLACES = new Bulkhead.Limit(8, 26, 0);

    /** For clients whose sign-ins were refused a moment ago: the other places are for clients that made no mistake. */
    private static final Bulkhead.Limit PLACES_AFTER_REFUSAL = new Bulkhead.Limit(8, 13, 0);

    private static final Bulkhead.Limit AT_ONCE = new Bulkhead.Limit(2, 2, 26, 8);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Bulkhead places;
    private final Bulkhead hashing;

    PasswordHashingQueue(BulkheadFactory bulkheads) {
        this.places = bulkheads.named("password-queue", PLACES);
        this.hashing = bulkheads.named("password-hashing", AT_ONCE);
    }

    /**
     * Hashes in turn.
     *
     * @param client a network or an account
     * @param wasRefused whether a sign-in of the client was refused in this minute
     * @throws io.tokenledger.api.problem.ProblemException with 429 if the client has used up its share, with 503 if the
     *     queue is full or the turn does not come within 5 seconds
     */
    <T> T inTurn(Object client, boolean wasRefused, Supplier<T> hash) {
        Bulkhead.Limit bounds = wasRefused ? PLACES_AFTER_REFUSAL : PLACES;
        try (Bulkhead.Permit place = places.tryAcquire(client, bounds, Duration.ZERO)) {
            if (place == null) {
                throw places.used(client) >= bounds.ofKey() ? tooMany() : full();
            }
            try (Bulkhead.Permit turn = hashing.tryAcquire(client, MAX_WAIT)) {
                if (turn == null) {
                    throw full();
                }
                return hash.get();
            }
        }
    }

    private static RuntimeException tooMany() {
        return ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                1, "Too many passwords from this network are being checked at the same time.");
    }

    private static RuntimeException full() {
        return ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "Too many passwords are being checked.");
    }
}
