package io.tokenledger.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * A component with threads of its own, from the start of the application to its stop. Its threads pause with
 * {@link #stopsWithin(Duration)}, so that no pause outlasts the stop.
 */
public abstract class BackgroundComponent implements SmartLifecycle {
    /** Phase of components that the last responses of the web server still need: they stop after it. */
    public static final int AFTER_WEB_SERVER = 0;

    /** Phase of all other components: they stop first. */
    public static final int BEFORE_WEB_SERVER = DEFAULT_PHASE;

    private final int phase;
    private final Duration stopTimeout;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    /**
     * Creates a component that is not started.
     *
     * @param phase {@link #AFTER_WEB_SERVER} or {@link #BEFORE_WEB_SERVER}
     * @param stopTimeout maximum time that the stop waits for the threads before it interrupts them; zero interrupts
     *     them at once
     */
    protected BackgroundComponent(int phase, Duration stopTimeout) {
        this.phase = phase;
        this.stopTimeout = stopTimeout;
    }

    /** Starts the threads, by {@link #startThread}. An exception ends the start of the application. */
    protected abstract void onStart();

    /** Releases what the threads used. Called after they have ended, or after the timeout. */
    protected void onStop() {}

    /** Starts a thread. A loop that fails begins again after a second, because nothing else would notice its end. */
    protected final void startThread(String name, Runnable loop) {
        threads.add(Thread.ofPlatform()
                .daemon()
                .name(name)
                .start(() -> RestartingLoop.run(loop, "Its work stands still", this::stopsWithin)));
    }

    /** Whether the current thread must end, because the component stops or the thread was interrupted. */
    protected final boolean isStopping() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /**
     * Pauses the current thread.
     *
     * @return true as soon as the component stops or the thread is interrupted; its interrupt status stays set
     */
    protected final boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public final void start() {
        stopping = new CountDownLatch(1);
        running = true;
        onStart();
    }

    @Override
    public final void stop() {
        running = false;
        stopping.countDown();
        long deadline = System.nanoTime() + stopTimeout.toNanos();
        threads.forEach(thread -> end(thread, deadline));
        threads.clear();
        onStop();
    }

    private static void end(Thread thread, long deadline) {
        try {
            if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                thread.interrupt();
            }
        } catch (InterruptedException urgent) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
