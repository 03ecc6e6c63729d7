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

/** A ledger with an embedded store in a separate process, which can be killed. */
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

    /** A process of an older build from this folder of jars. */
    public static LedgerProcess older(Path jars, Path dataDirectory) {
        SideProcess process =
                new SideProcess(OlderBuild.jar(jars, "all-in-one"), with(dataDirectory, Map.of()), List.of());
        DocumentedResponses.ignore(process.port());
        return new LedgerProcess(dataDirectory, process);
    }

    private static Map<String, String> with(Path dataDirectory, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("LEDGER_DATA_DIR", dataDirectory.toString());
        all.putIfAbsent("LEDGER_VOLUME_ACCOUNT", "1GB"); // in tests one account does the work of many
        all.putIfAbsent("LEDGER_VOLUME_ACCOUNT_USES", "1GB");
        all.putIfAbsent("LEDGER_USE_MAX_WAIT", LedgerUnderTest.PATIENCE);
        all.putIfAbsent("LEDGER_READ_LONGEST_WAIT", LedgerUnderTest.PATIENCE);
        return all;
    }

    public LedgerProcess start() {
        process.start().awaitReady();
        return this;
    }

    /** Starts a process that is expected to fail, waits for its end and returns its output. */
    public String startExpectingFailure() {
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

    /** Kills the process as a power failure would. */
    public void kill() {
        process.kill();
    }

    /** Stops the process with SIGTERM, as an operator would. */
    public void stop() {
        process.stop();
    }

    public long postmaster() {
        return Long.parseLong(postmasterFile().getFirst());
    }

    /** Connects to the embedded store as a user with access to the data directory does. */
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

    /** Stops the process in order first, so that its embedded store stops, too. */
    @Override
    public void close() {
        process.stop();
        process.close();
        LedgerUnderTest.delete(dataDirectory);
    }
}
