package io.tokenledger.eventstore;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells threads of a component that it stops; they pause on it, so that no pause outlasts the stop. */
public final class StopSignal {
    private volatile CountDownLatch given = new CountDownLatch(1);

    /** Before the threads of a new start. */
    public void reset() {
        given = new CountDownLatch(1);
    }

    public void give() {
        given.countDown();
    }

    /** Waits so long at most; true as soon as the signal is given, or the thread is interrupted, which it then stays. */
    public boolean isGivenWithin(long patienceMs) {
        try {
            return given.await(patienceMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
