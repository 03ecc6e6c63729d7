package io.tokenledger.allinone.harness;

import io.tokenledger.allinone.StoreAddress;
import io.tokenledger.allinone.TokenLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in a process of its own, with a store of its own, which can be killed. */
public final class LedgerProcess implements AutoCloseable {
    private final Path dataDirectory;
    private final SideProcess process;

    public LedgerProcess(Path dataDirectory, Map<String, String> environment) {
        this.dataDirectory = dataDirectory;
        PostgresPrograms.into(dataDirectory);
        this.process = new SideProcess(TokenLedger.class, with(dataDirectory, environment), List.of());
    }

    private LedgerProcess(Path dataDirectory, SideProcess process) {
        this.dataDirectory = dataDirectory;
        this.process = process;
    }

    /** One of an older build, whose jars are there. */
    public static LedgerProcess older(Path jars, Path dataDirectory) {
        return new LedgerProcess(
                dataDirectory,
                new SideProcess(OlderBuild.jar(jars, "all-in-one"), with(dataDirectory, Map.of()), List.of()));
    }

    private static Map<String, String> with(Path dataDirectory, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("LEDGER_DATA_DIR", dataDirectory.toString());
        all.putIfAbsent("LEDGER_VOLUME_ACCOUNT", "1GB"); // one account does the work of many
        all.putIfAbsent("LEDGER_VOLUME_ACCOUNT_USES", "1GB");
        return all;
    }

    public LedgerProcess start() {
        process.start().awaitReady();
        return this;
    }

    /** Starts it and waits for its end; what it printed. */
    public String startInVain() {
        process.start().awaitEnd();
        return output();
    }

    public String url() {
        return process.url();
    }

    public Client admin() {
        return Client.at(url()).signIn("admin", LedgerUnderTest.PASSWORD);
    }

    public String output() {
        return process.output();
    }

    /** As a power cut would. */
    public void kill() {
        process.kill();
    }

    /** As an operator would: SIGTERM. */
    public void stop() {
        process.stop();
    }

    public long postmaster() {
        return Long.parseLong(postmasterFile().getFirst());
    }

    /** The embedded store, as who may read the data directory can reach it. */
    public Connection store() throws SQLException {
        try {
            return DriverManager.getConnection(
                    StoreAddress.jdbcUrlOf(dataDirectory),
                    "postgres",
                    Files.readString(dataDirectory.resolve("postgres.password")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> postmasterFile() {
        try {
            return Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In order, so that its store ends too. */
    @Override
    public void close() {
        process.stop();
        process.close();
        LedgerUnderTest.delete(dataDirectory);
    }
}
