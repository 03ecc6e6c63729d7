package io.tokenledger.allinone;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs PostgreSQL's programs on one PostgreSQL data directory.
 *
 * @param programs directory with {@code bin}
 * @param cluster data directory of PostgreSQL
 * @param log file that receives all output
 */
record PostgresServer(Path programs, Path cluster, Path log) {
    static final String USER = "postgres";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "256MB",
            "max_wal_size", "2GB",
            "ledger.only_process", "on"); // appends notify no other process

    boolean isInitialized() {
        return Files.exists(cluster.resolve("postgresql.conf"));
    }

    /**
     * Creates the data directory. Every connection needs the password from the start. The password has 256 random bits, so
     * that the usual 4,096 iterations of its hash would only slow down connections.
     *
     * <p>PostgreSQL compares texts by itself, and not by the C library: sorting is faster, and an upgrade of that library
     * leaves the indexes valid.
     */
    void initialize(Path passwordFile) throws IOException {
        run(
                "initdb",
                "--pgdata=" + cluster,
                "--username=" + USER,
                "--encoding=UTF-8",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--set=scram_iterations=1",
                "--pwfile=" + passwordFile);
    }

    /** Returns when the server accepts connections. After a crash this includes its recovery. */
    void start(StoreAddress address) throws IOException {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(address.serverSettings());
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> options.add("-c " + quoted(name + "=" + value)));
        run(
                "pg_ctl",
                "--pgdata=" + cluster,
                "--wait",
                "--timeout=" + START_TIMEOUT.toSeconds(),
                "--options=" + String.join(" ", options),
                "start");
    }

    void stop() throws IOException {
        run("pg_ctl", "--pgdata=" + cluster, "--wait", "--timeout=" + STOP_TIMEOUT.toSeconds(), "--mode=fast", "stop");
    }

    /** Quotes an argument for the shell in which {@code pg_ctl} starts the server. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException(program + " ended with exit code " + exitCode);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + program + " ran", interrupted);
        }
    }
}
