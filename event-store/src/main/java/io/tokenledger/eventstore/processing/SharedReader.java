package io.tokenledger.eventstore.processing;

import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new events once for all event processors that have caught up. Their handlers and their tokens have one
 * transaction.
 *
 * <p>A processor that must not delay the others continues alone, from the last commit on, and joins again when it has
 * caught up. If the transaction fails, all of them do. Then each has a transaction of its own, so only those that cannot
 * apply the events stay behind.
 */
final class SharedReader {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReader.class);

    /** Events that change many rows. Other processors do not wait for them. */
    private static final Set<Class<?>> LONG_WORK =
            Set.of(AccountErased.class, UnattributedTextsErased.class, UsesDropped.class);

    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final ProcessorTokens tokens;
    private final EventTransaction transaction;
    private final ReentrantLock lock = new ReentrantLock(
            true); // fair, because batches can follow each other at once; held while a batch is applied
    private @Nullable OpenStream current;

    SharedReader(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            ProcessorTokens tokens,
            EventTransaction transaction) {
        this.events = events;
        this.tokens = tokens;
        this.transaction = transaction;
    }

    /**
     * Takes over the events after the processor's position, unless it is behind the reader.
     *
     * @param caughtUp whether no event after its position is available
     * @return false if the processor must continue alone
     */
    boolean join(ProcessorWorker processor, boolean caughtUp) {
        lock.lock();
        try {
            if (!processor.isRunning()) {
                return false;
            }
            if (current != null && processor.position() - current.position > StoreLimits.MAX_SHARED_BACKLOG) {
                current.dismissAll(); // those that joined first are behind
            }
            if (current == null) {
                if (!caughtUp) {
                    return false;
                }
                OpenStream opened = new OpenStream(processor.token());
                Thread.ofPlatform().daemon().name("shared-event-reader").start(opened); // waits for the lock
                current = opened; // only now: without a thread, all that join would wait forever
            } else if (processor.position() < current.position) {
                return false;
            }
            current.members.add(processor);
            current.members.sort(Comparator.comparing(ProcessorWorker::name));
            processor.setCaughtUp();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the shared reading for a processor; returns false if it does not take part. */
    boolean leave(ProcessorWorker processor) {
        lock.lock();
        try {
            return current != null && current.remove(processor);
        } finally {
            lock.unlock();
        }
    }

    /** A stream of events that is open from the first processor that joins until the last one leaves. */
    private final class OpenStream implements Runnable {
        private final List<ProcessorWorker> members = new ArrayList<>();
        private final @Nullable TrackingToken first;
        private long position;
        private int backlog;
        private long keptAt = System.nanoTime();

        OpenStream(@Nullable TrackingToken first) {
            this.first = first;
            this.position = EventPositions.of(first);
        }

        @Override
        public void run() {
            try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(first)) {
                while (isCurrent()) {
                    // Waits without the lock, so that processors can join and leave.
                    stream.hasNextAvailable(
                            Math.toIntExact(ProcessorWorker.EVENT_WAIT.toMillis()), TimeUnit.MILLISECONDS);
                    read(stream);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                fail(failure);
            } finally {
                fail(null);
            }
        }

        private boolean isCurrent() {
            lock.lock();
            try {
                return current == this;
            } finally {
                lock.unlock();
            }
        }

        private void read(BlockingStream<TrackedEventMessage<?>> stream) throws Exception {
            lock.lock();
            try {
                if (current != this) {
                    return;
                }
                List<TrackedEventMessage<?>> batch = EventTransaction.next(stream, Duration.ZERO);
                if (batch.isEmpty()) {
                    extendClaims();
                } else if (isBehind(batch, stream) || batch.stream().anyMatch(OpenStream::isLongWork)) {
                    dismissAll();
                } else {
                    dismissSenders(batch);
                    apply(batch);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Counts the full batches in a row. Processors that catch up alone run at the same time. */
        private boolean isBehind(List<TrackedEventMessage<?>> batch, BlockingStream<TrackedEventMessage<?>> stream) {
            boolean full = batch.size() >= StoreLimits.MAX_EVENTS_PER_TRANSACTION && stream.hasNextAvailable();
            backlog = full ? backlog + batch.size() : 0;
            return backlog > StoreLimits.MAX_SHARED_BACKLOG;
        }

        private static boolean isLongWork(TrackedEventMessage<?> event) {
            return LONG_WORK.contains(event.getPayloadType());
        }

        private void dismissSenders(List<TrackedEventMessage<?>> batch) {
            List.copyOf(members).stream()
                    .filter(processor -> processor.handlers().sendCommandsFor(batch))
                    .forEach(this::dismiss);
        }

        private void apply(List<TrackedEventMessage<?>> batch) throws Exception {
            long last = EventPositions.of(batch.getLast().trackingToken());
            while (!members.isEmpty()) {
                List<ProcessorWorker> due = members.stream()
                        .filter(processor -> processor.position() < last)
                        .toList();
                try {
                    if (!due.isEmpty()) {
                        transaction.apply(due, batch, StoreLimits.SHARED_LOCK_TIMEOUT);
                    }
                    keptAt = System.nanoTime();
                    position = last;
                    return;
                } catch (ClaimLostException lost) {
                    dismiss(lost);
                }
            }
        }

        private void extendClaims() {
            if (System.nanoTime() - keptAt < ProcessorWorker.EVENT_WAIT.toNanos()) {
                return;
            }
            try {
                tokens.extend(members.stream().map(ProcessorWorker::name).collect(Collectors.toUnmodifiableSet()));
                keptAt = System.nanoTime();
            } catch (ClaimLostException lost) {
                dismiss(lost);
            }
        }

        private void fail(@Nullable Exception failure) {
            lock.lock();
            try {
                if (current == this) {
                    if (failure != null) {
                        LOG.warn(
                                "The transaction of {} event processors failed. Each of them continues in a transaction of"
                                        + " its own.",
                                members.size(),
                                failure);
                    }
                    dismissAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private void dismissAll() {
            List.copyOf(members).forEach(this::dismiss);
        }

        private void dismiss(ClaimLostException lost) {
            LOG.info("{}. Their processors wait until they can claim them again.", lost.getMessage());
            List.copyOf(members).stream()
                    .filter(processor -> lost.affects(processor.name()))
                    .forEach(this::dismiss);
        }

        private void dismiss(ProcessorWorker processor) {
            remove(processor);
            processor.continueAlone(false);
        }

        private boolean remove(ProcessorWorker processor) {
            boolean removed = members.remove(processor);
            if (members.isEmpty()) {
                current = null;
            }
            return removed;
        }
    }
}
