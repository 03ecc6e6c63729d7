package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** The changes that this process appends, from the wait for their positions until their transactions are committed. */
final class ChangesUnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final long longestWaitNanos;
    private int underWay;
    private long ended;

    ChangesUnderWay(Duration longestWait) {
        this.longestWaitNanos = longestWait.toNanos();
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
            ended++;
            if (underWay == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Number of changes that have ended. */
    long ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more than {@code known} changes have ended and no other is under way, at most for the longest wait. */
    void awaitMoreThan(long known) {
        lock.lock();
        try {
            long remaining = longestWaitNanos;
            while (remaining > 0 && (ended <= known || underWay > 0)) {
                remaining = none.awaitNanos(remaining);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
