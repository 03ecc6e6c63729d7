package io.tokenledger.command.account;

import io.tokenledger.access.refusal.RefusalCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the hashing of passwords, two at a time and in the order of arrival: hashing must not take the processors from all
 * other requests. The queue is short, because each waiting request holds a thread of the web server. One client has a share
 * of the queue, so that it cannot keep all others from signing in.
 */
final class PasswordQueue {
    private static final int AT_ONCE = 2;
    private static final int MAX_IN_QUEUE = 26;
    private static final int MAX_OF_CLIENT = 8;
    private static final long MAX_WAIT_SECONDS = 5;

    private final Semaphore running = new Semaphore(AT_ONCE, true);
    private final Map<Object, Integer> clients = new HashMap<>();
    private int queued;

    /**
     * Hashes in turn.
     *
     * @param client a network or an account
     * @throws io.tokenledger.access.refusal.RefusedException with 429 if the client has used up its share, with 503 if the
     *     queue is full or the turn does not come within 5 seconds
     */
    <T> T inTurn(Object client, Supplier<T> hash) {
        enter(client);
        try {
            if (!acquired()) {
                throw full();
            }
            try {
                return hash.get();
            } finally {
                running.release();
            }
        } finally {
            leave(client);
        }
    }

    private synchronized void enter(Object client) {
        if (clients.getOrDefault(client, 0) >= MAX_OF_CLIENT) {
            throw RefusalCode.TOO_MANY_REQUESTS.retryAfter(
                    1, "Too many passwords from this network are being checked at the same time.");
        }
        if (queued >= MAX_IN_QUEUE) {
            throw full();
        }
        queued++;
        clients.merge(client, 1, Integer::sum);
    }

    private synchronized void leave(Object client) {
        queued--;
        clients.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    }

    private boolean acquired() {
        try {
            return running.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RuntimeException full() {
        return RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Too many passwords are being checked.");
    }
}
