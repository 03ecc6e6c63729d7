package io.tokenledger.allinone.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A durable PostgreSQL that several processes share, and that can be killed and started again where it was. */
public final class StoreProcess implements AutoCloseable {
    private final Path directory = LedgerUnderTest.newDirectory();
    private EmbeddedPostgres server;

    public StoreProcess() {
        this.server = launch(0);
    }

    public int port() {
        return server.getPort();
    }

    DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** As a power cut would, then starts it again. */
    public void killAndStart() {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        startAgain();
    }

    /** As an operator would: SIGINT, which ends all sessions; then starts it again. */
    public void restart() {
        startAgain();
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

    private ProcessHandle postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                            .getFirst()
                            .strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres launch(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
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
