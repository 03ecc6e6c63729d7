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
 * Delays the start until Axon Server has registered the command handlers of this process. Axon does not wait for these
 * registrations. An early command, such as the one that registers the first account, could otherwise find no handler.
 *
 * <p>Axon Server processes the subscriptions of a process in order. Its acknowledgement of one more subscription
 * therefore confirms all earlier ones.
 */
@Component
@ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
class CommandSubscriptionBarrier implements ConfigurerModule {
    /**
     * Start phase between Axon's command subscriptions and its event processors. Spring sees all Axon phases as one.
     */
    private static final int PHASE_AFTER_SUBSCRIPTIONS = Phase.INBOUND_COMMAND_CONNECTOR + 1;

    private final Duration timeout;

    CommandSubscriptionBarrier() {
        this(CommandLimits.COMMAND_SUBSCRIPTION_TIMEOUT);
    }

    CommandSubscriptionBarrier(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void configureModule(Configurer configurer) {
        configurer.onInitialize(axon -> axon.onStart(
                PHASE_AFTER_SUBSCRIPTIONS, () -> await(axon.getComponent(AxonServerConnectionManager.class))));
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
            last.awaitAck(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | AxonServerException away) {
            throw new StartupException(
                    "Axon Server did not confirm the command handlers of this process within " + timeout.toSeconds()
                            + " seconds. Check Axon Server, then restart this process.",
                    away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            CompletableFuture<Void> unused = last.cancel(); // no caller sends this command
        }
    }
}
