package io.tokenledger.allinone;

import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.beans.factory.DisposableBean;

/**
 * Starts the embedded store on a thread of its own, while Spring reads the configuration of the beans. Stops the store at
 * the end, also if the rest of the start fails.
 */
final class EmbeddedStoreStart implements DisposableBean {
    private final FutureTask<EmbeddedStore> store;

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
            throw e.getCause() instanceof StartupException known ? known : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void destroy() throws IOException, InterruptedException {
        EmbeddedStore started;
        try {
            started = store.get();
        } catch (ExecutionException reportedByAwait) {
            return; // nothing to stop
        }
        started.close();
    }
}
