package io.tokenledger.allinone.harness;

import io.tokenledger.allinone.TokenLedger;
import io.tokenledger.commandside.CommandSide;
import io.tokenledger.queryside.QuerySide;
import io.tokenledger.testsupport.SharedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The applications that make up one ledger, in one of its deployment modes. */
interface Deployment extends AutoCloseable {
    /** The port for callers. */
    int port();

    /** One application of each kind, the command side first. */
    List<ConfigurableApplicationContext> applications();

    /** All recorded events, read from the store directly. */
    List<RecordedEvent> events();

    @Override
    void close();

    static Deployment start(Path dataDirectory, Map<String, String> properties, Clock clock) {
        String setting = properties.getOrDefault("ledger.store", System.getProperty("ledger.setting", "embedded"));
        return switch (setting) {
            case "embedded" -> new Whole(dataDirectory, properties, clock);
            case "postgres" -> new Split(dataDirectory, properties, clock, null);
            case "axonserver" -> new Split(dataDirectory, properties, clock, AxonServer.start());
            default -> throw new IllegalArgumentException("there is no setting " + setting);
        };
    }

    /** Uses the test's clock and a cheap password hash; separate processes use the product's own. */
    private static ConfigurableApplicationContext run(
            Class<?> application, Map<String, Object> defaults, Map<String, String> properties, Clock clock) {
        SpringApplication started = new SpringApplication(application);
        started.setDefaultProperties(defaults);
        started.setRegisterShutdownHook(false);
        started.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean("clock", Clock.class, () -> clock);
            beans.registerBean("passwordEncoder", PasswordEncoder.class, () -> new BCryptPasswordEncoder(4));
        });
        return started.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    private static int portOf(ConfigurableApplicationContext application) {
        return ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    /** One application with an embedded store. */
    final class Whole implements Deployment {
        private final ConfigurableApplicationContext application;

        Whole(Path dataDirectory, Map<String, String> properties, Clock clock) {
            Map<String, String> all = new HashMap<>(properties);
            all.put("ledger.data-dir", dataDirectory.toString());
            PostgresPrograms.into(dataDirectory);
            this.application = run(TokenLedger.class, Map.of(), all, clock);
        }

        @Override
        public int port() {
            return portOf(application);
        }

        @Override
        public List<ConfigurableApplicationContext> applications() {
            return List.of(application);
        }

        @Override
        public List<RecordedEvent> events() {
            return RecordedEvent.in(application.getBean(DataSource.class));
        }

        @Override
        public void close() {
            application.close();
        }
    }

    /**
     * Two command sides and two query sides over one PostgreSQL, with or without an Axon Server, behind one address; one
     * of each with {@link LedgerUnderTest#ONE_OF_EACH_SIDE}.
     */
    final class Split implements Deployment {
        private final List<ConfigurableApplicationContext> commands = new ArrayList<>();
        private final List<ConfigurableApplicationContext> queries = new ArrayList<>();
        private final Gateway gateway;
        private final @Nullable AxonServer axonServer;

        Split(Path dataDirectory, Map<String, String> properties, Clock clock, @Nullable AxonServer axonServer) {
            this.axonServer = axonServer;
            Map<String, String> all = new HashMap<>(properties);
            if (!all.containsKey("spring.datasource.url")) {
                all.putAll(SharedPostgres.databaseOf(dataDirectory));
            }
            all.put("ledger.store", axonServer == null ? "postgres" : "axonserver");
            if (axonServer != null) {
                all.put("axon.axonserver.servers", axonServer.server());
            }
            int ofEachSide = Integer.parseInt(properties.getOrDefault("test.sides", "2"));
            for (int i = 0; i < ofEachSide; i++) {
                commands.add(run(CommandSide.class, CommandSide.SETTINGS, all, clock));
                queries.add(run(QuerySide.class, QuerySide.SETTINGS, all, clock));
            }
            if (axonServer == null) {
                commands.forEach(MessageSerializationCheck::into);
                queries.forEach(MessageSerializationCheck::into);
            }
            this.gateway = new Gateway(Map.of(
                    "command", commands.stream().map(Deployment::portOf).toList(),
                    "query", queries.stream().map(Deployment::portOf).toList()));
        }

        @Override
        public int port() {
            return gateway.port();
        }

        @Override
        public List<ConfigurableApplicationContext> applications() {
            return List.of(commands.getFirst(), queries.getFirst());
        }

        @Override
        public List<RecordedEvent> events() {
            return axonServer == null
                    ? RecordedEvent.in(commands.getFirst().getBean(DataSource.class))
                    : RecordedEvent.in(axonServer);
        }

        @Override
        public void close() {
            gateway.close();
            queries.forEach(ConfigurableApplicationContext::close);
            commands.forEach(ConfigurableApplicationContext::close);
            if (axonServer != null) {
                axonServer.close();
            }
        }
    }
}
