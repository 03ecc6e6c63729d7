package io.tokenledger.command;

import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.Registration;
import io.tokenledger.eventstore.ConditionalOnStore;
import io.tokenledger.eventstore.StartRefusedException;
import io.tokenledger.eventstore.Store;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.lifecycle.Phase;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Goes on with the start once Axon Server knows which commands are decided here. Axon subscribes to them without waiting,
 * and a command that comes first, as that of the first account may, finds no handler.
 *
 * <p>Axon Server takes the subscriptions of a process in their order: when it acknowledges one more, it has taken all before.
 */
@Component
@ConditionalOnStore(Store.AXONSERVER)
class CommandSubscriptions implements SmartLifecycle {
    private static final int PATIENCE_SECONDS = 10;

    private final AxonServerConnectionManager axonServer;
    private volatile boolean running;

    CommandSubscriptions(AxonServerConnectionManager axonServer) {
        this.axonServer = axonServer;
    }

    @Override
    public void start() {
        Registration last = axonServer
                .getConnection()
                .commandChannel()
                .registerCommandHandler(
                        nobodySendsIt -> CompletableFuture.failedFuture(new UnsupportedOperationException()),
                        1,
                        getClass().getName() + "." + UUID.randomUUID());
        try {
            last.awaitAck(PATIENCE_SECONDS, TimeUnit.SECONDS);
            running = true;
        } catch (TimeoutException | AxonServerException away) {
            throw new StartRefusedException(
                    "Axon Server did not say within " + PATIENCE_SECONDS
                            + " seconds that it knows the commands of this process: see whether it is well, then start again.",
                    away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            CompletableFuture<Void> unused = last.cancel(); // nobody would send it anyway
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Behind Axon's subscriptions, before its event processors, which send commands, and the web server. */
    @Override
    public int getPhase() {
        return Phase.INBOUND_COMMAND_CONNECTOR + 1;
    }
}
