package io.tokenledger.allinone;

import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Starts the embedded store on a thread of its own, while Spring reads the configuration of the beans. Stops the store at
 * the end, also if the rest of the start fails.
 */
final class EmbeddedStoreStart implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStoreStart.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final FutureTask<EmbeddedStore> store;
    private volatile boolean failureIsReported;

    private EmbeddedStoreStart(FutureTask<EmbeddedStore> store) {
        this.store = store;
    }

    static EmbeddedStoreStart begin(DataDirectory data) {
        FutureTask<EmbeddedStore> store = new FutureTask<>(() -> EmbeddedStore.start(data));
        Thread.ofPlatform().name("postgres-start").start(store);
        return new EmbeddedStoreStart(store);
    }

    /**
     * Returns the store as soon as it accepts connections.
     *
     * @throws StartupException if it did not start
     */
    EmbeddedStore await() throws InterruptedException {
        try {
            return store.get();
        } catch (ExecutionException e) {
            failureIsReported = true;
            throw e.getCause() instanceof StartupException known ? known : new IllegalStateException(e.getCause());
        }
    }

    /** Waits for the end of the start, so that no PostgreSQL is left running. */
    @Override
    public void destroy() throws IOException {
        boolean interrupted = false;
        try {
            while (!store.isDone()) {
                interrupted |= isInterruptedWithin(POLL_INTERVAL);
            }
            if (store.state() == Future.State.SUCCESS) {
                store.resultNow().close();
            } else if (!failureIsReported) {
                LOG.warn("The embedded PostgreSQL did not start, so it is not stopped.", store.exceptionNow());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Spring interrupts a thread that waits without a timeout, and then stops without it. */
    private boolean isInterruptedWithin(Duration time) {
        try {
            store.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            return true;
        } catch (ExecutionException | TimeoutException checkedByCaller) {
            return false;
        }
        return false;
    }
}
