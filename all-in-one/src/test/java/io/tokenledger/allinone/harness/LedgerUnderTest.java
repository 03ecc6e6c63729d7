package io.tokenledger.allinone.harness;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.testsupport.CloseAtExit;
import io.tokenledger.testsupport.DataDirectories;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A whole ledger in this JVM, on a real PostgreSQL and its own port. By default it is one application with an embedded
 * store. With {@code -Dledger.setting=postgres} or {@code axonserver}, it has two command sides and two query sides
 * behind one address.
 */
public final class LedgerUnderTest implements AutoCloseable {
    public static final String PASSWORD = "correct-horse-battery-staple";

    /**
     * Keeps the default limits, for tests of the limits themselves. In all other tests a few accounts do the work of
     * many.
     */
    public static final Map<String, String> SHIPPED_LIMITS = Map.of("test.limits", "shipped");

    /** One process of each side instead of two, for tests that do not compare processes. Each start takes seconds. */
    public static final Map<String, String> ONE_OF_EACH_SIDE = Map.of("test.sides", "1");

    /** A busy machine may need longer than the shipped 2 s. Shorter than the limits of a request as a whole. */
    static final String PATIENCE = "5s";

    private final Path dataDirectory;
    private final Deployment deployment;
    private final TravelClock clock;
    private Client admin;

    private LedgerUnderTest(Path dataDirectory, Deployment deployment, TravelClock clock) {
        this.dataDirectory = dataDirectory;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** The instance that tests share; it stops with the JVM. */
    public static LedgerUnderTest shared() {
        return Shared.LEDGER;
    }

    /** Starts an instance with these properties for one test; the caller closes it. */
    public static LedgerUnderTest start(Map<String, String> settings) {
        Path directory = newDirectory();
        try {
            return start(directory, settings);
        } catch (RuntimeException e) {
            delete(directory);
            throw e;
        }
    }

    public static LedgerUnderTest start(Path dataDirectory, Map<String, String> settings) {
        TravelClock clock = new TravelClock();
        Map<String, String> properties = new HashMap<>();
        properties.put("server.port", "0");
        properties.put(
                "ledger.signing.keys-dir", dataDirectory.resolve("signing-keys").toString());
        properties.put("ledger.bootstrap.password", PASSWORD);
        properties.put("server.forward-headers-strategy", "native");
        properties.put("ledger.sinks-api.allowed-targets", "127.0.0.1"); // the receivers of tests
        properties.put("ledger.use.max-wait", PATIENCE);
        properties.put("ledger.read.longest-wait", PATIENCE);
        properties.putAll(settings);
        if (!settings.entrySet().containsAll(SHIPPED_LIMITS.entrySet())) {
            properties.putIfAbsent("ledger.volume.account", "1GB");
            properties.putIfAbsent("ledger.volume.account-uses", "1GB");
        }
        return new LedgerUnderTest(dataDirectory, Deployment.start(dataDirectory, properties, clock), clock);
    }

    public static Path newDirectory() {
        return DataDirectories.create("ledger-under-test");
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return deployment.port();
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    public TravelClock clock() {
        return clock;
    }

    /** The bean of the first application that has one of this type. */
    public <T> T bean(Class<T> type) {
        return deployment.applications().stream()
                .map(application -> application.getBeanProvider(type).getIfAvailable())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** The beans of all applications, one of each class. */
    public <T> Collection<T> beans(Class<T> type) {
        Map<Class<?>, T> beans = new LinkedHashMap<>();
        deployment
                .applications()
                .forEach(application -> application
                        .getBeansOfType(type)
                        .values()
                        .forEach(bean -> beans.putIfAbsent(bean.getClass(), bean)));
        return beans.values();
    }

    /** One application of each side, or the only application. */
    public List<ConfigurableApplicationContext> applications() {
        return deployment.applications();
    }

    /** All recorded events, read from the store directly, with their personal texts in clear. */
    public List<RecordedEvent> events() {
        SubjectKeys keys = bean(SubjectKeys.class);
        return deployment.events().stream().map(event -> event.opened(keys)).toList();
    }

    /** The position of the last event. */
    public long head() {
        return bean(EventPositions.class).head();
    }

    /** For preparations and checks. Statements time out after a minute, later than the ledger's own. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(new DelegatingDataSource(bean(DataSource.class)) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setNetworkTimeout(Runnable::run, 60_000);
                return connection;
            }
        });
    }

    /** A client in a session of the first superuser. */
    public synchronized Client admin() {
        if (admin == null || admin.get("/users/me").status() == 401) {
            admin = Client.of(this).signIn("admin", PASSWORD);
        }
        return admin.from(Unique.ip());
    }

    /** Creates a user without roles and signs it in. */
    public Client newUser() {
        String username = "user-" + Unique.text();
        admin().post("/users", Map.of("username", username, "password", PASSWORD))
                .requireStatus(201);
        return Client.of(this).signIn(username, PASSWORD);
    }

    /** Stops the ledger and keeps its data. */
    public void stop() {
        deployment.close();
    }

    @Override
    public void close() {
        stop();
        clock.returnToNow();
        delete(dataDirectory);
    }

    /** The account that this credential identifies. Records a use. */
    public Caller caller(String credential, RequestOrigin origin) {
        return bean(CredentialVerifier.class)
                .requireAccepted(new VerifyCredential(
                        bean(CredentialReader.class).read(Secret.of(credential)),
                        Channel.BEARER,
                        origin,
                        null,
                        AccessRequirement.NONE,
                        null))
                .caller();
    }

    public static void delete(Path directory) {
        FileSystemUtils.deleteRecursively(directory.toFile()); // also beside a server that is still stopping
    }

    private static final class Shared {
        static final LedgerUnderTest LEDGER = start(Map.of());

        static {
            CloseAtExit.close(LEDGER);
        }
    }
}
