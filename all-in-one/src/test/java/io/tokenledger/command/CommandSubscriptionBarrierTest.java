package io.tokenledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.AxonServer;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.testsupport.TcpProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A process loses its connection to a real Axon Server while it subscribes to its commands. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "elsewhere a process decides its own commands")
class CommandSubscriptionBarrierTest {
    private static final class Handler {
        @CommandHandler(commandName = "ask")
        String answer(String question) {
            return question;
        }
    }

    private static AxonServer axonServer;

    private final TcpProxy line = new TcpProxy(axonServer.port());
    private final CompletableFuture<Void> subscribing = new CompletableFuture<>();
    private final CompletableFuture<Void> further = new CompletableFuture<>();

    @BeforeAll
    static void startAxonServer() {
        axonServer = AxonServer.start();
    }

    @AfterAll
    static void stopAxonServer() {
        axonServer.close();
    }

    @AfterEach
    void closeLine() {
        line.close();
    }

    @Test
    void nothing_that_may_send_a_command_starts_before_axon_server_knows_who_decides_it() throws Exception {
        Configuration application = application(Duration.ofSeconds(30));
        CompletableFuture<Void> start = CompletableFuture.runAsync(application::start);
        subscribing.get(30, TimeUnit.SECONDS);

        assertThatThrownBy(() -> further.get(500, TimeUnit.MILLISECONDS))
                .as("goes on while Axon Server has not heard of the subscription")
                .isInstanceOf(TimeoutException.class);

        line.restore();
        start.get(30, TimeUnit.SECONDS);
        assertThat(further).isCompleted();
        assertThat(ask(application, "known?")).isEqualTo("known?");
        application.shutdown();
    }

    @Test
    void a_start_ends_with_what_to_do_when_axon_server_stays_away() {
        Configuration application = application(Duration.ofSeconds(1));

        assertThatThrownBy(application::start)
                .hasRootCauseInstanceOf(TimeoutException.class)
                .hasStackTraceContaining(StartupException.class.getName())
                .hasStackTraceContaining("Check Axon Server, then restart this process");
        assertThat(further).isNotDone();
    }

    private Configuration application(Duration patience) {
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .registerComponent(
                        AxonServerConfiguration.class,
                        axon -> AxonServerConfiguration.builder()
                                .servers("localhost:" + line.port())
                                .build())
                .configureSerializer(axon -> JacksonSerializer.defaultSerializer())
                .registerCommandHandler(axon -> new Handler());
        new CommandSubscriptionBarrier(patience).configureModule(configurer);
        configurer.onInitialize(axon -> {
            axon.onStart(Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS - 1, () -> cutOnceConnected(axon));
            axon.onStart(Phase.INBOUND_EVENT_CONNECTORS, () -> further.complete(null));
            axon.onShutdown(
                    Phase.INBOUND_EVENT_CONNECTORS, line::restore); // otherwise the shutdown waits for responses
        });
        return configurer.buildConfiguration();
    }

    private static Object ask(Configuration application, String question) {
        return application
                .commandGateway()
                .sendAndWait(new GenericCommandMessage<>(new GenericMessage<>(question), "ask"), 5, TimeUnit.SECONDS);
    }

    private void cutOnceConnected(Configuration axon) {
        axon.getComponent(AxonServerConnectionManager.class)
                .getConnection()
                .eventChannel()
                .getLastToken()
                .join();
        line.cut();
        subscribing.complete(null);
    }
}
