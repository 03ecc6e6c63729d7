package io.tokenledger.access.web;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the threads of the web server that wait for bytes of a body: half of them may, so that the others go on whoever
 * sends drop by drop, and few for one address, so that it cannot take the half from everybody else.
 */
final class SlowBodies {
    private static final int MOST = 32;
    private static final int MOST_OF_AN_ADDRESS = 8;
    private static final long TURN_MILLIS = 250;

    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    /** True once it is its turn; false where that takes too long. Who entered has to leave. */
    synchronized boolean enter(String address) {
        long deadline = System.nanoTime() + TURN_MILLIS * 1_000_000;
        try {
            while (all == MOST || waiting.getOrDefault(address, 0) == MOST_OF_AN_ADDRESS) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
        all++;
        waiting.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String address) {
        all--;
        waiting.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }
}
