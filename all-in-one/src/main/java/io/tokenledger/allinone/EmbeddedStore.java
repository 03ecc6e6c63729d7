package io.tokenledger.allinone;

import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL: this process starts it, stops it, and restarts it after a crash. Its socket is in the data
 * directory, which only the ledger's user can open. Every connection needs the password in that directory.
 */
final class EmbeddedStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final String MAJOR_VERSION = "18";
    private static final long MAX_LOG_BYTES = 10_000_000;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final DataDirectory data;
    private final Path cluster;
    private final String password;
    private final PostgresServer server;
    private final StoreAddress address;
    private final CountDownLatch closing = new CountDownLatch(1);

    private EmbeddedStore(DataDirectory data) throws IOException {
        this.data = data;
        this.cluster = data.resolve("postgres");
        this.password = password(data.resolve("postgres.password"));
        requireVersion();
        stopOrphan();
        this.server =
                new PostgresServer(PostgresBinaries.unpackInto(data.resolve("postgres-binaries")), cluster, logFile());
        this.address = StoreAddress.choose(data.root(), Path.of(System.getProperty("java.io.tmpdir")));
        try {
            launch();
        } catch (IOException | RuntimeException e) {
            address.release(data.root());
            throw e;
        }
        watch();
    }

    static EmbeddedStore start(DataDirectory data) {
        try {
            return new EmbeddedStore(data);
        } catch (IOException | IllegalStateException e) {
            throw new StartupException(
                    "The embedded PostgreSQL did not start in " + data.root() + ". Its log is "
                            + data.resolve("postgres.log") + ".",
                    e);
        }
    }

    String jdbcUrl() {
        return address.jdbcUrl();
    }

    String username() {
        return PostgresServer.USER;
    }

    String password() {
        return password;
    }

    private void launch() throws IOException {
        prepareLogFile(logFile());
        if (!server.isInitialized()) {
            server.initialize(data.resolve("postgres.password"));
        }
        address.removeLeftovers();
        server.start(address);
    }

    /** Rotates a log of more than 10 MB at the next start. The log is private, because it can contain data. */
    private void prepareLogFile(Path logFile) throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > MAX_LOG_BYTES) {
            Files.move(logFile, data.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(logFile)) {
            Files.createFile(logFile, PRIVATE);
        }
    }

    /** Stops the PostgreSQL of a killed ledger, which keeps running alone; kills it after five seconds. */
    private void stopOrphan() throws IOException {
        ProcessHandle orphan = postmaster().filter(EmbeddedStore::isPostgres).orElse(null);
        if (orphan == null) {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
            return;
        }
        LOG.info("Stopping the embedded PostgreSQL that an earlier process left running. Then a new one starts.");
        orphan.destroy();
        try {
            orphan.onExit().get(5, TimeUnit.SECONDS);
        } catch (Exception slow) {
            orphan.destroyForcibly();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres"))
                .orElse(false); // a process of another program that has the same id by now
    }

    /** Restarts the server at the same address after an unexpected exit. */
    private void watch() {
        Thread.ofVirtual().name("postgres-watch").start(() -> {
            do {
                postmaster().ifPresent(this::awaitExit);
                restart();
            } while (!isClosingWithin(RESTART_PAUSE));
        });
    }

    private boolean isClosingWithin(Duration timeout) {
        try {
            return closing.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid"))
                    .getFirst()
                    .strip()));
        } catch (IOException | RuntimeException none) {
            return Optional.empty();
        }
    }

    private void awaitExit(ProcessHandle process) {
        process.onExit().join();
        if (closing.getCount() > 0) {
            LOG.warn(
                    "The embedded PostgreSQL exited unexpectedly. Requests fail with 503 until its restart completes.");
        }
    }

    private synchronized void restart() {
        if (closing.getCount() == 0) {
            return;
        }
        try {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
            launch();
            LOG.info("The embedded PostgreSQL is available again.");
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "The embedded PostgreSQL did not restart; requests fail with 503. Retrying in 1 s. Its log is {}.",
                    logFile(),
                    e);
        }
    }

    private Path logFile() {
        return data.resolve("postgres.log");
    }

    private void requireVersion() throws IOException {
        Path version = cluster.resolve("PG_VERSION");
        if (Files.exists(version) && !Files.readString(version).strip().equals(MAJOR_VERSION)) {
            throw new StartupException("The store in " + cluster + " was written by PostgreSQL "
                    + Files.readString(version).strip() + ", and this build contains " + MAJOR_VERSION
                    + ". Start the build that wrote it, and move the data with pg_dump.");
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PRIVATE);
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    @Override
    public synchronized void close() throws IOException {
        closing.countDown();
        try {
            server.stop();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop in time. Its shutdown continues in the background.", e);
        }
        address.release(data.root());
    }
}
