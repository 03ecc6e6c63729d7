package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A ledger or one side of it in a separate process, which can be killed and restarted on the same port. */
public final class SideProcess implements AutoCloseable {
    private final List<String> program;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final int port = Ports.free();
    private final Path log;
    private Process process;

    /**
     * Creates a process that is not started yet.
     *
     * @param arguments properties that have no environment variable
     */
    SideProcess(Class<?> application, Map<String, String> environment, List<String> arguments) {
        this(
                List.of("-cp", System.getProperty("java.class.path"), application.getName()),
                application.getSimpleName(),
                environment,
                arguments);
    }

    /** The same with a jar of another build. */
    SideProcess(Path jar, Map<String, String> environment, List<String> arguments) {
        this(List.of("-jar", jar.toString()), jar.getFileName().toString(), environment, arguments);
    }

    private SideProcess(List<String> program, String name, Map<String, String> environment, List<String> arguments) {
        this.program = program;
        this.environment = environment;
        this.arguments = arguments;
        try {
            this.log = Files.createTempFile(name, ".log");
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
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED"),
                        program,
                        arguments)
                .flatMap(List::stream)
                .toList());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("LEDGER_FORWARD_HEADERS", "native");
        builder.environment().put("LEDGER_BOOTSTRAP_PASSWORD", LedgerUnderTest.PASSWORD);
        builder.environment().put("LEDGER_VOLUME_ACCOUNT", "1GB");
        builder.environment().put("LEDGER_VOLUME_ACCOUNT_USES", "1GB");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits for up to 140 s, since callers may keep all processors busy while the process starts. */
    public void awaitReady() {
        await().atMost(Duration.ofSeconds(140))
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

    /** Waits for the end of a process whose start must fail. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it started");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All output, including that from before a restart. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process as a power failure would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops the process with SIGTERM, as an operator would. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        log.toFile().delete();
    }
}
