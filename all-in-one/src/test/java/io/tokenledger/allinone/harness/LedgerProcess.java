package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A ledger in a process of its own, which can be killed. */
public final class LedgerProcess implements AutoCloseable {
    private final Path dataDirectory;
    private final int port;
    private final Map<String, String> environment;
    private Process process;

    public LedgerProcess(Path dataDirectory, Map<String, String> environment) {
        this.dataDirectory = dataDirectory;
        this.environment = environment;
        this.port = freePort();
    }

    public LedgerProcess start() {
        launch();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
        return this;
    }

    /** Starts it and waits for its end; what it printed. */
    public String startInVain() {
        launch();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it started");
            }
            return output();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void launch() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tokenledger.allinone.TokenLedger"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("LEDGER_DATA_DIR", dataDirectory.toString());
        builder.environment().put("LEDGER_BOOTSTRAP_PASSWORD", LedgerUnderTest.PASSWORD);
        builder.environment().put("LEDGER_FORWARD_HEADERS", "native");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log().toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the ledger did not start: " + output());
        }
        try {
            return Client.at(url()).get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Client admin() {
        return Client.at(url()).signIn("admin", LedgerUnderTest.PASSWORD);
    }

    public String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut would. */
    public void kill() {
        process.destroyForcibly();
        join();
    }

    /** As an operator would: SIGTERM. */
    public void stop() {
        process.destroy();
        join();
    }

    public long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"))
                    .getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The embedded store, as who may read the data directory can reach it. */
    public Connection store() throws SQLException {
        try {
            String port = Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"))
                    .get(3)
                    .strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                    "postgres",
                    Files.readString(dataDirectory.resolve("postgres.password")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path log() {
        return dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
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
        if (process != null && process.isAlive()) {
            stop();
        }
        LedgerUnderTest.delete(dataDirectory);
        log().toFile().delete();
    }
}
