package io.tokenledger.query.replay;

import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.query.QueryLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decrypts the next events on a thread of its own, while the events before them are applied. The thread reads at
 * most two parts ahead, each as large as a batch. If it fails, the reading fails after the parts before the failure.
 */
final class ReadAheadStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int POLL_TIMEOUT_MS = 200;

    private final BlockingStream<TrackedEventMessage<?>> source;
    private final Predicate<TrackedEventMessage<?>> handled;
    private final boolean readsMetadata;

    /** Parts in their order. An empty one follows the last one if the reading failed. */
    private final BlockingQueue<List<TrackedEventMessage<?>>> read = new ArrayBlockingQueue<>(1);

    private final Deque<TrackedEventMessage<?>> next = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile @Nullable IllegalStateException failure;
    private long position; // of the last event that was read and decrypted

    private ReadAheadStream(
            BlockingStream<TrackedEventMessage<?>> source,
            Predicate<TrackedEventMessage<?>> handled,
            boolean readsMetadata) {
        this.source = source;
        this.handled = handled;
        this.readsMetadata = readsMetadata;
    }

    /**
     * Starts to read.
     *
     * @param source a stream that no other thread uses; it is closed together with the new one
     * @param handled whether an event will be applied, so that it is worth decrypting
     * @param readsMetadata whether the metadata of these events is worth decrypting, too
     * @param name name of the thread
     */
    static ReadAheadStream start(
            BlockingStream<TrackedEventMessage<?>> source,
            Predicate<TrackedEventMessage<?>> handled,
            boolean readsMetadata,
            String name) {
        ReadAheadStream stream = new ReadAheadStream(source, handled, readsMetadata);
        Thread.ofPlatform().daemon().name(name).start(() -> RequestDeadline.runLongWork(stream::readAll));
        return stream;
    }

    private void readAll() {
        List<TrackedEventMessage<?>> part = new ArrayList<>();
        try {
            while (!closed) {
                read(part);
                if (!part.isEmpty()) {
                    deliver(List.copyOf(part));
                    part.clear();
                }
            }
        } catch (Throwable e) { // also an Error: the replay would never stop waiting for events
            fail(part, e);
        } finally {
            source.close();
        }
    }

    private void deliver(List<TrackedEventMessage<?>> part) throws InterruptedException {
        while (!closed && !read.offer(part, POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {}
    }

    /** Delivers the events before the failure first. */
    private void fail(List<TrackedEventMessage<?>> before, Throwable e) {
        failure = new IllegalStateException("after position " + position, e);
        try {
            if (!before.isEmpty()) {
                deliver(List.copyOf(before));
            }
            deliver(List.of());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the events that are available now; waits only for the first of them. */
    private void read(List<TrackedEventMessage<?>> part) throws InterruptedException {
        while (part.size() < QueryLimits.MAX_REPLAY_BATCH
                && source.hasNextAvailable(part.isEmpty() ? POLL_TIMEOUT_MS : 0, TimeUnit.MILLISECONDS)) {
            TrackedEventMessage<?> event = source.nextAvailable();
            if (handled.test(event)) {
                event.getPayload(); // the message keeps it
                if (readsMetadata) {
                    event.getMetaData();
                }
            }
            part.add(event);
            position = ShadowTableWriter.position(event);
        }
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        List<TrackedEventMessage<?>> part = next.isEmpty() ? read.poll(timeout, unit) : null;
        if (part != null) {
            if (part.isEmpty()) {
                throw Objects.requireNonNull(failure);
            }
            next.addAll(part);
        }
        return !next.isEmpty();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(next.peek());
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(POLL_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {}
        return next.remove();
    }

    /** Ends the thread, which closes the source. It is not interrupted, because that would break its connection. */
    @Override
    public void close() {
        closed = true;
    }
}
