package io.tokenledger.eventstore.processing;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.RetryPause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one event processor in this process. Until it has caught up, and while its events cannot be applied, its thread reads
 * and applies them alone. Then the {@link SharedReader} reads for it, and the thread waits: another one might not start.
 */
final class ProcessorWorker {
    /** Maximum wait for an event; then the claim is extended. */
    static final Duration EVENT_WAIT = Duration.ofSeconds(1);

    /** Time until a process looks again whether it can claim the processor. */
    static final Duration CLAIM_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorWorker.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final RetryPause RETRY_PAUSE = new RetryPause(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final String name;
    private final ProcessorHandlers handlers;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final ProcessorTokens tokens;
    private final EventTransaction transaction;
    private final SharedReader reader;
    private final WakeablePause pause = new WakeablePause();
    private final LinkedBlockingQueue<Boolean> resumptions = new LinkedBlockingQueue<>(); // see continueAlone
    private int failures; // used by its own thread only
    private volatile boolean running;
    private volatile long releasedUntil = System.nanoTime();
    private volatile @Nullable ProcessorStatus status;
    private volatile @Nullable Thread thread;

    ProcessorWorker(
            String name,
            ProcessorHandlers handlers,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            ProcessorTokens tokens,
            EventTransaction transaction,
            SharedReader reader) {
        this.name = name;
        this.handlers = handlers;
        this.events = events;
        this.tokens = tokens;
        this.transaction = transaction;
        this.reader = reader;
    }

    synchronized void start() {
        if (running) {
            return;
        }
        Thread stopping = thread;
        if (stopping != null && stopping.isAlive()) {
            throw new IllegalStateException("Event processor " + name + " is still stopping");
        }
        resumptions.clear();
        running = true;
        thread = Thread.ofPlatform().daemon().name("events-" + name).start(this::run);
    }

    synchronized void stop() {
        running = false;
        pause.end();
        if (reader.leave(this)) {
            release();
        }
        continueAlone(false); // the thread finds that it must end
        Thread stopping = thread;
        if (stopping != null && stopping != Thread.currentThread()) {
            try {
                stopping.join(STOP_TIMEOUT);
            } catch (InterruptedException urgent) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Releases the claim, and does not claim again for this time. */
    void releaseFor(Duration time) {
        releasedUntil = System.nanoTime() + time.toNanos();
        if (reader.leave(this)) {
            release();
            continueAlone(true);
        }
    }

    /** Looks at once whether the processor can be claimed. */
    void claimNow() {
        releasedUntil = System.nanoTime();
        pause.end();
    }

    /**
     * Makes the thread work alone again, after the shared reader has given up the processor.
     *
     * @param join whether the shared reader may take over before the first event; false if it has just given up
     */
    void continueAlone(boolean join) {
        resumptions.add(join);
    }

    private void run() {
        try {
            boolean join = true;
            while (running) {
                try {
                    join = work(join) && resumptions.take();
                } catch (Error e) { // thrown while another failure was reported
                    join = false;
                    pause.await(EVENT_WAIT);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    /** Claims the processor and catches up; returns true if the shared reader has taken over. */
    private boolean work(boolean join) throws InterruptedException {
        try {
            Optional<ProcessorTokens.Claim> claim =
                    mayClaim() ? tokens.claim(name, events::createTailToken) : Optional.empty();
            if (claim.isEmpty()) {
                status = null;
                pause.await(CLAIM_INTERVAL);
                return false;
            }
            status = new ProcessorStatus(claim.get().token(), false, error());
            if ((join && reader.join(this, true)) || catchUp()) {
                return true;
            }
            release();
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (ClaimLostException lost) {
            LOG.info("{}. Event processor {} waits until it can claim it again.", lost.getMessage(), name);
            status = null;
            pause.await(CLAIM_INTERVAL);
        } catch (Throwable failure) { // also an Error: nothing would restart the processor
            fail(failure);
        }
        return false;
    }

    private void fail(Throwable failure) throws InterruptedException {
        failures = error() == null ? 1 : failures + 1;
        status = new ProcessorStatus(token(), false, failure); // first, because what follows can fail, too
        Duration time = RETRY_PAUSE.after(failures);
        if (failures == 1) {
            LOG.warn(
                    "Event processor {} could not apply its events. It retries until it can; the next attempt is in {} s.",
                    name,
                    time.toSeconds(),
                    failure);
        }
        tokens.release(name);
        pause.await(time);
    }

    /** Applies events alone until the shared reader takes over; returns false if the processor stops before. */
    private boolean catchUp() throws Exception {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(token())) {
            while (running && mayClaim()) {
                List<TrackedEventMessage<?>> batch = EventTransaction.next(stream, EVENT_WAIT);
                if (batch.isEmpty()) {
                    tokens.extend(Set.of(name));
                    status = new ProcessorStatus(token(), false, null);
                } else {
                    transaction.apply(List.of(this), batch, Duration.ZERO);
                }
                if (reader.join(this, !stream.hasNextAvailable())) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean mayClaim() {
        return System.nanoTime() - releasedUntil >= 0;
    }

    private void release() {
        if (status != null) {
            tokens.release(name);
            status = null;
        }
    }

    private @Nullable Throwable error() {
        ProcessorStatus now = status;
        return now == null ? null : now.error();
    }

    String name() {
        return name;
    }

    ProcessorHandlers handlers() {
        return handlers;
    }

    boolean isRunning() {
        return running;
    }

    /** Null if this process has not claimed the processor. */
    @Nullable
    ProcessorStatus status() {
        return status;
    }

    @Nullable
    TrackingToken token() {
        ProcessorStatus now = status;
        return now == null ? null : now.token();
    }

    long position() {
        return EventPositions.of(token());
    }

    void advanceTo(TrackingToken token) {
        ProcessorStatus now = status;
        status = new ProcessorStatus(token, now != null && now.caughtUp(), null);
    }

    void setCaughtUp() {
        status = new ProcessorStatus(token(), true, null);
    }
}
