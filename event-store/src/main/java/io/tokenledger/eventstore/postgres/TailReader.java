package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.RestartingLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of Axon's event store. It reads new events for all readers at the end of the events, or looks for slow
 * readers.
 */
final class TailReader extends Thread {
    /** Shorter than the interval at which Axon's store reads without a notification. */
    private static final long REPEAT_NANOS = Duration.ofMillis(500).toNanos();

    private final Runnable work;
    private final AtomicLong appends;
    private long appendsBeforeRead;
    private long readAt;
    private boolean hasReadAll;

    /** @param appends number of appends that this process has made or was notified of */
    TailReader(Runnable work, AtomicLong appends) {
        super("end-of-events");
        setDaemon(true);
        this.work = work;
        this.appends = appends;
    }

    /** Axon's store catches exceptions, but no errors. It would not start another thread, and all readers would wait forever. */
    @Override
    public void run() {
        RestartingLoop.run(work, "Projections get no new events", pause -> {
            LockSupport.parkNanos(pause.toNanos());
            return false;
        });
    }

    /**
     * Whether the last read found all events, and no append followed. Axon's store reads twice more after it has found
     * events.
     */
    boolean isAtEnd() {
        return hasReadAll && appends.get() == appendsBeforeRead && System.nanoTime() - readAt < REPEAT_NANOS;
    }

    /** Called before a read, because an append may follow while it runs. */
    void beginRead() {
        appendsBeforeRead = appends.get();
        readAt = System.nanoTime();
        hasReadAll = false;
    }

    /** @param all whether the read found fewer events than it asked for */
    void endRead(boolean all) {
        hasReadAll = all;
    }
}
