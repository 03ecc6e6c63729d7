package io.tokenledger.benchmarks;

import io.tokenledger.allinone.StoreAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A ledger in its own JVM on an empty data directory. Its settings are the defaults, except for limits that the load
 * or a pause of the machine would reach.
 */
final class LedgerJvm implements AutoCloseable {
    private static final int START_SECONDS = 300;
    private static final int SHOWN_LINES = 40;
    private static final int STOP_SECONDS = 60;

    private final Path directory;
    private final Path data;
    private final Path log;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final Options options;
    private Process process;

    private LedgerJvm(Options options) throws IOException {
        this.options = options;
        this.directory = Files.createTempDirectory("token-ledger-bench");
        this.data = directory.resolve("data");
        this.log = directory.resolve("ledger.log");
        this.port = Ports.free();
        this.process = launch(command(options));
    }

    private Process launch(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LEDGER_") || name.startsWith("SPRING_"));
        environment.put("LEDGER_DATA_DIR", data.toString());
        environment.put("LEDGER_BOOTSTRAP_PASSWORD", password);
        environment.put("LEDGER_CREDENTIALS_MAX_PER_ACCOUNT", Integer.toString(options.keys()));
        // All callers share one address, and a flood of requests must not be limited.
        environment.put("LEDGER_USE_REFUSALS_PER_MINUTE", "1000000");
        environment.put("LEDGER_VOLUME_ACCOUNT", "100GB");
        environment.put("LEDGER_VOLUME_ACCOUNT_USES", "100GB");
        environment.put("LEDGER_VOLUME_NETWORK_REFUSALS", "100GB");
        // A pause of the machine must not end a run with a 503.
        environment.put("LEDGER_USE_MAX_WAIT", "5s");
        environment.put("LEDGER_READ_LONGEST_WAIT", "5s");
        // Generated histories are from the past, and their addresses of unknown callers must not be erased.
        environment.put("LEDGER_RETENTION_UNATTRIBUTED", "36500d");
        environment.put("SERVER_PORT", Integer.toString(port));
        return builder.redirectOutput(log.toFile()).start();
    }

    /** Stops the ledger as an operator does, and starts another program on the same data. Returns before it is ready. */
    synchronized void restart(List<String> command) throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The ledger did not stop within " + STOP_SECONDS + " s");
        }
        process = launch(command);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Output of the current process. */
    Path log() {
        return log;
    }

    /** The end of both logs. */
    String lastLines() throws IOException {
        return "The ledger's log ends with:\n" + lastLines(log()) + "\nThe log of its PostgreSQL:\n"
                + lastLines(storeLog());
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    /** Output of PostgreSQL. */
    Path storeLog() {
        return data.resolve("postgres.log");
    }

    /** Returns when the ledger is ready. */
    static LedgerJvm start(Options options) throws IOException, InterruptedException {
        LedgerJvm ledger = new LedgerJvm(options);
        Runtime.getRuntime().addShutdownHook(new Thread(ledger::close));
        ledger.awaitReady();
        return ledger;
    }

    /** Waits until the ledger is ready. */
    void awaitReady() throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int tenths = 0; tenths < START_SECONDS * 10 && process.isAlive(); tenths++) {
                try {
                    if (client.send(health, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Nothing listens at the port before the start is complete.
                }
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("The ledger did not start:\n" + Files.readString(log));
    }

    private static List<String> command(Options options) {
        List<String> more = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        more.addAll(Arrays.stream(options.jvm().split(" ", -1))
                .filter(option -> !option.isEmpty())
                .toList());
        return LaunchCommand.of(LedgerWithConstantHandler.class, more);
    }

    /** Directory for files of a run; deleted on close. */
    Path directory() {
        return directory;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String password() {
        return password;
    }

    CpuClock cpuClock() throws IOException {
        return new CpuClock(process.pid(), postmaster());
    }

    long pid() {
        return process.pid();
    }

    /** The ledger's PostgreSQL. */
    DataSource store() throws IOException {
        PGSimpleDataSource store = new PGSimpleDataSource();
        store.setUrl(StoreAddress.jdbcUrlOf(data));
        store.setUser("postgres");
        store.setPassword(Files.readString(data.resolve("postgres.password")).strip());
        return store;
    }

    /** Folder of the ledger's key-encryption keys. */
    Path keys() {
        return data.resolve("signing-keys/encryption");
    }

    /** Number of events in the ledger. */
    long events() throws IOException {
        return Long.parseLong(query("SELECT count(*) FROM events.any_event"));
    }

    /** The first column of the first row. */
    String query(String question, String... arguments) throws IOException {
        try (Connection connection = store().getConnection();
                PreparedStatement statement = connection.prepareStatement(question)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The query of the ledger's store failed", e);
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(pidFile().getFirst());
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data.resolve("postgres/postmaster.pid")).stream()
                .map(String::strip)
                .toList();
    }

    /** Kills the JVM first, since it would restart its PostgreSQL, then PostgreSQL. Deletes all files. */
    @Override
    public synchronized void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            if (Files.exists(data.resolve("postgres/postmaster.pid"))) {
                ProcessHandle.of(postmaster()).ifPresent(LedgerJvm::end);
            }
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            System.err.println("Not deleted: " + directory + ", " + e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(ProcessHandle postmaster) {
        postmaster.destroy();
        try {
            postmaster.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception slow) {
            postmaster.destroyForcibly();
        }
    }
}
