package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A real and empty Axon Server, from one of three sources. With {@code -Dledger.axonserver.jar}, each ledger has its
 * own server process, which can be killed. {@code LEDGER_AXONSERVER_SERVERS} names a running server in developer mode,
 * which the tests empty; then only one ledger can run at a time. Otherwise it runs in Docker.
 */
public final class AxonServer implements AutoCloseable {
    public static final String IMAGE = "axoniq/axonserver:4.6.11-jdk-17-dev-nonroot";
    private static final String JAR = System.getProperty("ledger.axonserver.jar");
    private static final String ELSEWHERE = System.getenv("LEDGER_AXONSERVER_SERVERS");
    private static final int GRPC = 8124;
    private static final int HTTP = 8024;

    /** The source of the server. */
    private sealed interface Source {
        String server();

        String http();

        void stop();
    }

    private final Path directory = LedgerUnderTest.newDirectory();
    private Source source;

    private AxonServer() {
        this.source = source();
        awaitReady();
    }

    public static boolean isReachable() {
        return JAR != null
                || ELSEWHERE != null
                || DockerClientFactory.instance().isDockerAvailable();
    }

    public static AxonServer start() {
        return new AxonServer();
    }

    private Source source() {
        if (JAR != null) {
            return new OwnProcess(directory, Ports.free(), Ports.free());
        }
        return ELSEWHERE != null ? new Elsewhere() : new InDocker();
    }

    /** Host and port for the ledger's configuration. */
    public String server() {
        return source.server();
    }

    String host() {
        return server().substring(0, server().indexOf(':'));
    }

    public int port() {
        return Integer.parseInt(server().substring(server().indexOf(':') + 1));
    }

    public boolean canBeKilled() {
        return source instanceof OwnProcess;
    }

    /** Kills the server as a power failure would, and restarts it with its data and ports. */
    public void killAndStart() {
        OwnProcess process = (OwnProcess) source;
        process.kill();
        source = new OwnProcess(directory, process.grpc, process.http);
        awaitReady();
    }

    /** Copies the current event files; the caller deletes the copy. */
    public Path copyEvents() {
        Path copy = LedgerUnderTest.newDirectory();
        copy(directory.resolve("events"), copy);
        return copy;
    }

    /**
     * Kills the server as a power failure would, and restarts it with the copied event files. Later events are lost.
     */
    public void killAndStartFrom(Path copyOfEvents) {
        OwnProcess process = (OwnProcess) source;
        process.kill();
        LedgerUnderTest.delete(directory.resolve("events"));
        copy(copyOfEvents, directory.resolve("events"));
        source = new OwnProcess(directory, process.grpc, process.http);
        awaitReady();
    }

    private static void copy(Path from, Path to) {
        try {
            FileSystemUtils.copyRecursively(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> status("GET", "/actuator/health") == 200);
    }

    private int status(String method, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(source.http() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    @Override
    public void close() {
        source.stop();
        LedgerUnderTest.delete(directory);
    }

    private static final class OwnProcess implements Source {
        private final int grpc;
        private final int http;
        private final Process process;

        OwnProcess(Path directory, int grpc, int http) {
            this.grpc = grpc;
            this.http = http;
            String place = "--axoniq.axonserver.";
            ProcessBuilder builder = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx512m",
                    "-jar",
                    JAR,
                    "--server.port=" + http,
                    place + "port=" + grpc,
                    place + "hostname=localhost",
                    place + "event.storage=" + directory.resolve("events"),
                    place + "snapshot.storage=" + directory.resolve("events"),
                    place + "controldb-path=" + directory.resolve("control"),
                    place + "pid-file-location=" + directory);
            builder.directory(directory.toFile());
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            try {
                this.process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String server() {
            return "localhost:" + grpc;
        }

        @Override
        public String http() {
            return "http://localhost:" + http;
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        @Override
        public void stop() {
            kill();
        }
    }

    private final class Elsewhere implements Source {
        Elsewhere() {
            source = this;
            try {
                if (status("DELETE", "/v1/devmode/purge-events") != 200) {
                    throw new IllegalStateException("The Axon Server at " + ELSEWHERE
                            + " lets nobody empty it: start it with axoniq.axonserver.devmode.enabled=true.");
                }
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }

        @Override
        public String server() {
            return ELSEWHERE.contains(":") ? ELSEWHERE : ELSEWHERE + ":" + GRPC;
        }

        @Override
        public String http() {
            return Objects.requireNonNullElse(
                    System.getenv("LEDGER_AXONSERVER_HTTP"),
                    "http://" + server().substring(0, server().indexOf(':')) + ":" + HTTP);
        }

        @Override
        public void stop() {
            // The server is not this test's own.
        }
    }

    private static final class InDocker implements Source {
        private final GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(GRPC, HTTP)
                .withEnv(Map.of("AXONIQ_AXONSERVER_HOSTNAME", "localhost"))
                .waitingFor(Wait.forHttp("/actuator/health").forPort(HTTP));

        InDocker() {
            container.start();
        }

        @Override
        public String server() {
            return container.getHost() + ":" + container.getMappedPort(GRPC);
        }

        @Override
        public String http() {
            return "http://" + container.getHost() + ":" + container.getMappedPort(HTTP);
        }

        @Override
        public void stop() {
            container.stop();
        }
    }
}
