package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One side of a ledger in a process of its own, which can be killed and started again at the same port. */
public final class SideProcess implements AutoCloseable {
    private final Class<?> application;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final int port = freePort();
    private final Path log;
    private Process process;

    /** Not yet started; {@code arguments} are settings that no environment variable names. */
    SideProcess(Class<?> application, Map<String, String> environment, List<String> arguments) {
        this.application = application;
        this.environment = environment;
        this.arguments = arguments;
        try {
            this.log = Files.createTempFile(application.getSimpleName(), ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public SideProcess start() {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx320m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                application.getName()),
                        arguments)
                .flatMap(List::stream)
                .toList());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("LEDGER_FORWARD_HEADERS", "native");
        builder.environment().put("LEDGER_BOOTSTRAP_PASSWORD", LedgerUnderTest.PASSWORD);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public void awaitReady() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the process did not start: " + output());
        }
        try {
            return Client.at(url()).get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As an operator would: SIGTERM. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        log.toFile().delete();
    }
}
