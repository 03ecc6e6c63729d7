package io.tokenledger.allinone.harness;

import io.tokenledger.allinone.TokenLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole ledger in this process, on a real PostgreSQL in an empty folder, at a port of its own. */
public final class LedgerUnderTest implements AutoCloseable {
    public static final String PASSWORD = "correct-horse-battery-staple";

    private final Path dataDirectory;
    private final ConfigurableApplicationContext context;
    private final TravelClock clock;
    private Client admin;

    private LedgerUnderTest(Path dataDirectory, ConfigurableApplicationContext context, TravelClock clock) {
        this.dataDirectory = dataDirectory;
        this.context = context;
        this.clock = clock;
    }

    /** Started once for all tests that can share it; stopped with the JVM. */
    public static LedgerUnderTest shared() {
        return Shared.LEDGER;
    }

    /** One of the test's own, with settings of its own; the caller closes it. */
    public static LedgerUnderTest start(Map<String, String> settings) {
        return start(newDirectory(), settings);
    }

    public static LedgerUnderTest start(Path dataDirectory, Map<String, String> settings) {
        TravelClock clock = new TravelClock();
        SpringApplication application = new SpringApplication(TokenLedger.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean("clock", Clock.class, () -> clock));
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", "0");
        properties.put("ledger.data-dir", dataDirectory.toString());
        properties.put(
                "ledger.signing.keys-dir", dataDirectory.resolve("signing-keys").toString());
        properties.put("ledger.bootstrap.password", PASSWORD);
        properties.put("server.forward-headers-strategy", "native");
        properties.putAll(settings);
        String[] arguments = properties.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new LedgerUnderTest(dataDirectory, application.run(arguments), clock);
    }

    public static Path newDirectory() {
        try {
            return Files.createTempDirectory("ledger-under-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    public TravelClock clock() {
        return clock;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    /** Signed in as the first superuser. */
    public synchronized Client admin() {
        if (admin == null || admin.get("/users/me").status() != 200) {
            admin = Client.of(this).signIn("admin", PASSWORD);
        }
        return admin.from(Unique.ip());
    }

    /** A new user without any role, signed in. */
    public Client newUser() {
        String username = "user-" + Unique.text();
        admin().post("/users", Map.of("username", username, "password", PASSWORD))
                .demand(201);
        return Client.of(this).signIn(username, PASSWORD);
    }

    /** Stops the ledger and leaves its data where it is. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        delete(dataDirectory);
    }

    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final LedgerUnderTest LEDGER = start(Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(LEDGER::close));
        }
    }
}
