package io.tokenledger.eventstore.postgres;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** The changes that this process appends, from the wait for their positions to the end of their transactions. */
final class ChangesUnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int underWay;
    private long ended;

    /** Appends a change. It is under way until its unit of work ends. */
    void append(Runnable append) {
        add(1);
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().onCleanup(done -> add(-1));
            append.run();
            return;
        }
        try {
            append.run();
        } finally {
            add(-1);
        }
    }

    private void add(int changes) {
        lock.lock();
        try {
            underWay += changes;
            if (changes < 0) {
                ended++;
            }
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

    /** Waits until more than {@code known} changes have ended and no other is under way, at most for a time. */
    void awaitMoreThan(long known, long nanos) {
        lock.lock();
        try {
            long remaining = nanos;
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
