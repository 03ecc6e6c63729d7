package io.tokenledger.allinone.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A durable PostgreSQL for several processes, which can be killed and restarted on the same port. */
public final class RestartablePostgres implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> settings;
    private EmbeddedPostgres server;

    public RestartablePostgres() {
        this(Map.of());
    }

    /** Starts a server with additional PostgreSQL parameters. */
    public RestartablePostgres(Map<String, String> settings) {
        this(LedgerUnderTest.newDirectory(), settings);
    }

    private RestartablePostgres(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = settings;
        this.server = launch(0);
    }

    /**
     * Starts a server from a copy that {@link #copyWhileItRuns()} made.
     *
     * @param settings PostgreSQL parameters, with the WAL archive and the recovery target
     */
    public static RestartablePostgres restored(Path copy, Map<String, String> settings) {
        try {
            Path directory = LedgerUnderTest.newDirectory();
            FileSystemUtils.copyRecursively(copy, directory);
            Files.createFile(directory.resolve("postgres/recovery.signal"));
            for (String name : List.of("postgres", "postgres/pg_wal")) {
                Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rwx------"));
            }
            RestartablePostgres store = new RestartablePostgres(directory, settings);
            store.awaitEndOfRecovery();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server answers queries long before the recovery ends, from the data recovered so far. */
    private void awaitEndOfRecovery() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try (Connection session = dataSource().getConnection();
                            Statement question = session.createStatement()) {
                        ResultSet recovers = question.executeQuery("SELECT pg_is_in_recovery()");
                        recovers.next();
                        return !recovers.getBoolean(1);
                    }
                });
    }

    /** Makes a base backup as {@code pg_basebackup} does: the files, copied between the two calls, and the label. */
    public Path copyWhileItRuns() {
        Path copy = LedgerUnderTest.newDirectory();
        try (Connection session = dataSource().getConnection();
                Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_backup_start('copy', fast => true)");
            copyFiles(copy);
            ResultSet end = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()");
            end.next();
            Files.writeString(copy.resolve("postgres/backup_label"), end.getString(1));
            return copy;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyFiles(Path copy) throws IOException {
        Path from = directory.resolve("postgres");
        Path log = from.resolve("pg_wal");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve("postgres").resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (!file.startsWith(log) && !file.endsWith("postmaster.pid")) {
                    copyOneThatMayGo(file, to);
                }
            }
        }
    }

    private static void copyOneThatMayGo(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to);
        } catch (NoSuchFileException gone) {
            // The WAL contains the deletion, too.
        }
    }

    public int port() {
        return server.getPort();
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** Kills the server as a power failure would, and restarts it. */
    public void killAndStart() {
        ProcessHandle postmaster = postmaster().process();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        startAgain();
    }

    /** Stops the server with SIGINT, as an operator would, which ends all sessions; then restarts it. */
    public void restart() {
        startAgain();
    }

    /** Stops the server as an operator would, and restarts it after the task. */
    public void whileAway(Runnable meanwhile) {
        try {
            server.close();
            meanwhile.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            startAgain();
        }
    }

    /** Suspends the server. Its connections stay open, but it no longer answers. */
    public void freeze() {
        postmaster().freeze();
    }

    public void thaw() {
        postmaster().thaw();
    }

    private void startAgain() {
        try {
            int port = server.getPort();
            server.close();
            Files.deleteIfExists(directory.resolve("postgres/postmaster.pid"));
            server = launch(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostgresProcess postmaster() {
        return new PostgresProcess(directory.resolve("postgres"));
    }

    private EmbeddedPostgres launch(int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setPort(port)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on");
            settings.forEach(builder::setServerConfig);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LedgerUnderTest.delete(directory);
    }
}
