package io.tokenledger.command.account;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Hashes passwords in order of arrival, two at a time, so that hashing leaves processors for other requests. The queue
 * is short, because each waiting request holds a thread of the web server. Each client has a share of the queue, so
 * that one client cannot block all other sign-ins.
 */
final class PasswordHashingQueue {
    private static final Bulkhead.Limit PLACES = new Bulkhead.Limit(8, 26, 0);

    /** For clients with a refused sign-in in the current minute. The other places stay free for other clients. */
    private static final Bulkhead.Limit PLACES_AFTER_REFUSAL = new Bulkhead.Limit(8, 13, 0);

    private static final Bulkhead.Limit CONCURRENT_HASHES = new Bulkhead.Limit(2, 2, 26, 8);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Bulkhead places;
    private final Bulkhead hashing;

    PasswordHashingQueue(BulkheadFactory bulkheads) {
        this.places = bulkheads.named("password-queue", PLACES);
        this.hashing = bulkheads.named("password-hashing", CONCURRENT_HASHES);
    }

    /**
     * Computes a hash as soon as a place is free.
     *
     * @param client network or account whose share of the queue is used
     * @param wasRefused whether a sign-in of the client was refused in this minute
     * @throws io.tokenledger.api.problem.ProblemException with 429 if the client has used up its share. With 503 if the
     *     queue is full or no place becomes free within 5 seconds.
     */
    <T> T compute(Object client, boolean wasRefused, Supplier<T> hash) {
        Bulkhead.Limit bounds = wasRefused ? PLACES_AFTER_REFUSAL : PLACES;
        try (Bulkhead.Permit place = places.tryAcquire(client, bounds, Duration.ZERO)) {
            if (place == null) {
                throw places.used(client) >= bounds.ofKey() ? shareUsedUp() : full();
            }
            try (Bulkhead.Permit turn = hashing.tryAcquire(client, MAX_WAIT)) {
                if (turn == null) {
                    throw full();
                }
                return hash.get();
            }
        }
    }

    private static RuntimeException shareUsedUp() {
        return ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                1, "Too many concurrent password checks for this network or account.");
    }

    private static RuntimeException full() {
        return ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "Too many concurrent password checks.");
    }
}
