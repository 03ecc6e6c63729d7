package io.tokenledger.eventstore;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signals the threads of a component to stop. The threads pause on this signal, so that no pause outlasts the stop. */
public final class StopSignal {
    private volatile CountDownLatch latch = new CountDownLatch(1);

    /** Called before the threads of a new start. */
    public void reset() {
        latch = new CountDownLatch(1);
    }

    public void signal() {
        latch.countDown();
    }

    /**
     * Waits for the signal.
     *
     * @param patienceMs maximum time to wait, in milliseconds
     * @return true as soon as the signal is given or the thread is interrupted; its interrupt status stays set
     */
    public boolean isGivenWithin(long patienceMs) {
        try {
            return latch.await(patienceMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
