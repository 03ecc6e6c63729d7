package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The changes that this process appends, from the wait for their positions until their transactions are committed. Of the
 * changes of other processes, it knows only that they are committed.
 */
final class ChangesUnderWay {
    /** Numbers of committed changes: of this process, and of any process, as far as it was notified. */
    record Committed(long here, long notified) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final long longestWaitNanos;
    private final long longestWaitAfterNotificationNanos;
    private int underWay;
    private long here;
    private long notified;

    ChangesUnderWay(Duration longestWait, Duration longestWaitAfterNotification) {
        this.longestWaitNanos = longestWait.toNanos();
        this.longestWaitAfterNotificationNanos = longestWaitAfterNotification.toNanos();
    }

    /**
     * Appends a change. It is under way until its unit of work has committed or failed. What follows a commit can take longer,
     * such as the wait for other processes.
     */
    void append(Runnable append) {
        Runnable end = begin();
        if (CurrentUnitOfWork.isStarted()) {
            UnitOfWork<?> root = CurrentUnitOfWork.get().root();
            root.afterCommit(committed -> end.run());
            root.onCleanup(committedOrFailed -> end.run());
            append.run();
            return;
        }
        try {
            append.run();
        } finally {
            end.run();
        }
    }

    /** Returns what ends the change; only its first run counts. */
    private Runnable begin() {
        lock.lock();
        try {
            underWay++;
        } finally {
            lock.unlock();
        }
        AtomicBoolean isUnderWay = new AtomicBoolean(true);
        return () -> {
            if (isUnderWay.getAndSet(false)) {
                end();
            }
        };
    }

    private void end() {
        lock.lock();
        try {
            underWay--;
            here++;
            if (underWay == 0) {
                ended.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a change of any process. */
    void countNotification() {
        lock.lock();
        try {
            notified++;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Committed committed() {
        lock.lock();
        try {
            return new Committed(here, notified);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until this process has committed more changes and no other is under way, at most for the longest wait. After a
     * notification, other processes may have changes under way that this process does not know. So it waits a little longer.
     */
    void awaitMoreThan(Committed known) {
        lock.lock();
        try {
            boolean isNotified = false;
            long remaining = longestWaitNanos;
            while (remaining > 0 && (here <= known.here() || underWay > 0)) {
                if (!isNotified && notified > known.notified()) {
                    isNotified = true;
                    remaining = Math.min(remaining, longestWaitAfterNotificationNanos);
                }
                remaining = ended.awaitNanos(remaining);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
