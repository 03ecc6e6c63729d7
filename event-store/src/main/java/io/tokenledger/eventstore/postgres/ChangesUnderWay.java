package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The changes that this process appends, from the wait for their positions until their transactions are committed. Of the
 * changes of other processes, it knows only the notifications.
 */
final class ChangesUnderWay {
    /** Numbers of own changes that have ended, and of notifications of other changes. */
    record Seen(long ended, long notifications) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final long longestWaitNanos;
    private final long longestWaitAfterNotificationNanos;
    private int underWay;
    private long ended;
    private long notifications;

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
            ended++;
            if (underWay == 0) {
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a notification that another process has appended changes. */
    void countNotification() {
        lock.lock();
        try {
            notifications++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Seen seen() {
        lock.lock();
        try {
            return new Seen(ended, notifications);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until more changes of this process have ended and no other is under way, at most for the longest wait. A
     * notification shortens the wait, but does not end it: other processes may have changes under way that this process
     * does not know.
     *
     * @return whether a change or a notification has shortened the wait
     */
    boolean awaitMoreThan(Seen known) {
        lock.lock();
        try {
            boolean isNotified = false;
            long remaining = longestWaitNanos;
            while (remaining > 0 && (ended <= known.ended() || underWay > 0)) {
                if (!isNotified && notifications > known.notifications()) {
                    isNotified = true;
                    remaining = Math.min(remaining, longestWaitAfterNotificationNanos);
                }
                remaining = news.awaitNanos(remaining);
            }
            return isNotified || remaining > 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
