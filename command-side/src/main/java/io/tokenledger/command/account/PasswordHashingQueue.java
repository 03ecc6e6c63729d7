package io.tokenledger.command.account;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.CommandLimits;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Hashes passwords in order of arrival, two at a time, so that hashing leaves processors for other requests. The queue
 * is short, because each waiting request holds a thread of the web server. Each client has a share of the queue, so
 * that one client cannot block all other sign-ins.
 */
final class PasswordHashingQueue {
    private final Bulkhead places;
    private final Bulkhead hashing;

    PasswordHashingQueue(BulkheadFactory bulkheads) {
        this.places = bulkheads.named("password-queue", CommandLimits.PASSWORD_QUEUE);
        this.hashing = bulkheads.named("password-hashing", CommandLimits.CONCURRENT_PASSWORD_HASHES);
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
        Bulkhead.Limit bounds = wasRefused ? CommandLimits.PASSWORD_QUEUE_AFTER_REFUSAL : CommandLimits.PASSWORD_QUEUE;
        try (Bulkhead.Permit place = places.tryAcquire(client, bounds, Duration.ZERO)) {
            if (place == null) {
                throw places.used(client) >= bounds.maxPerKey() ? shareUsedUp() : full();
            }
            try (Bulkhead.Permit turn = hashing.tryAcquire(client, CommandLimits.MAX_PASSWORD_WAIT)) {
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
        return ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(1, "Too many concurrent password checks.");
    }
}
