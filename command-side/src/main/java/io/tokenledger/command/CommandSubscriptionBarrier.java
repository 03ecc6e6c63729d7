package io.tokenledger.command;

import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.Registration;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.springframework.stereotype.Component;

/**
 * Goes on with the start once Axon Server knows which commands are decided here. Axon subscribes to them without waiting,
 * and a command that comes first, as that of the first account may, finds no handler.
 *
 * <p>Axon Server takes the subscriptions of a process in their order: when it acknowledges one more, it has taken all before.
 */
@Component
@ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
class CommandSubscriptionBarrier implements ConfigurerModule {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A phase of Axon's own: to Spring all of them are one. */
    private static final int BEHIND_SUBSCRIPTIONS_BEFORE_EVENT_PROCESSORS = Phase.INBOUND_COMMAND_CONNECTOR + 1;

    private final Duration patience;

    CommandSubscriptionBarrier() {
        this(PATIENCE);
    }

    CommandSubscriptionBarrier(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void configureModule(Configurer configurer) {
        configurer.onInitialize(axon -> axon.onStart(
                BEHIND_SUBSCRIPTIONS_BEFORE_EVENT_PROCESSORS,
                () -> await(axon.getComponent(AxonServerConnectionManager.class))));
    }

    private void await(AxonServerConnectionManager axonServer) {
        Registration last = axonServer
                .getConnection()
                .commandChannel()
                .registerCommandHandler(
                        nobodySendsIt -> CompletableFuture.failedFuture(new UnsupportedOperationException()),
                        1,
                        getClass().getName() + "." + UUID.randomUUID());
        try {
            last.awaitAck(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | AxonServerException away) {
            throw new StartupException(
                    "Axon Server did not say within " + patience.toSeconds()
                            + " seconds that it knows the commands of this process: see whether it is well, then start again.",
                    away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            CompletableFuture<Void> unused = last.cancel(); // nobody would send it anyway
        }
    }
}
