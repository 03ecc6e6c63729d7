package io.tokenledger.eventstore.processing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Pauses of one thread that another thread can end. */
final class WakeablePause {
    private final Semaphore wakeUps = new Semaphore(0);

    /** Waits for this time, or until the next {@link #end()}. */
    void await(Duration time) throws InterruptedException {
        if (wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    /** Ends the current pause, or else the next one. */
    void end() {
        wakeUps.release();
    }
}
