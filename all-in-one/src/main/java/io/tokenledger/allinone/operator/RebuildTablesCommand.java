package io.tokenledger.allinone.operator;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code rebuild-tables}: empties all tables, so that the next start rebuilds them from the events in Axon Server. It
 * keeps passwords, and the ledger's own keys and ids. Use it if Axon Server has lost events that the tables contain. It
 * reads the environment variables of a process.
 */
final class RebuildTablesCommand {
    static final String NAME = "rebuild-tables";
    private static final int DEFAULT_PORT = 8124;
    private static final long TIMEOUT_SECONDS = 10;

    private RebuildTablesCommand() {}

    /**
     * Runs the command.
     *
     * @return exit code: 0 if the tables are ready to be rebuilt, 1 if nothing was changed
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        String store = environment.getOrDefault("LEDGER_STORE", "embedded");
        if (!arguments.isEmpty()) {
            usage(out);
            return 1;
        }
        if (!store.equals("axonserver")) {
            out.println("LEDGER_STORE is " + store
                    + ". Its events and command tables are in one database and"
                    + " cannot differ. To rebuild a read model, use replay <projection>.");
            return 1;
        }
        try (Connection connection = connect(environment)) {
            long head = head(environment);
            int emptied = new DerivedTables(connection).empty(head);
            out.println("Emptied " + emptied + " tables; Axon Server has " + head
                    + " events. Start the command sides now. Each"
                    + " rebuilds its tables before it accepts requests. The read models of the query sides follow.");
            return 0;
        } catch (SQLException | ExecutionException | TimeoutException | IllegalStateException e) {
            out.println("Nothing was changed: " + e.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            out.println("Nothing was changed.");
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    static void usage(PrintStream out) {
        out.println("usage: java -jar all-in-one.jar " + NAME);
        out.println(
                "Stop all processes first. LEDGER_STORE, LEDGER_POSTGRES_URL, _USERNAME, _PASSWORD, LEDGER_AXONSERVER_SERVERS,"
                        + " _TOKEN and _TLS must be the same as those of a process.");
    }

    private static Connection connect(Map<String, String> environment) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", environment.getOrDefault("LEDGER_POSTGRES_USERNAME", "ledger"));
        properties.setProperty("password", environment.getOrDefault("LEDGER_POSTGRES_PASSWORD", ""));
        properties.setProperty("ApplicationName", NAME);
        properties.setProperty("connectTimeout", Long.toString(TIMEOUT_SECONDS));
        properties.setProperty("logServerErrorDetail", "false");
        String url = environment.getOrDefault("LEDGER_POSTGRES_URL", "jdbc:postgresql://localhost/ledger");
        return DriverManager.getConnection(url, properties);
    }

    /** The position of the last event. Axon Server counts from 0, the ledger from 1. */
    private static long head(Map<String, String> environment)
            throws InterruptedException, ExecutionException, TimeoutException {
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient(NAME)
                .routingServers(addresses(environment.getOrDefault("LEDGER_AXONSERVER_SERVERS", "localhost")))
                .connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        String token = environment.getOrDefault("LEDGER_AXONSERVER_TOKEN", "");
        if (!token.isEmpty()) {
            builder.token(token);
        }
        if (Boolean.parseBoolean(environment.get("LEDGER_AXONSERVER_TLS"))) {
            builder.useTransportSecurity();
        }
        AxonServerConnectionFactory connections = builder.build();
        try {
            AxonServerConnection connection = connections.connect("default");
            Long last = connection.eventChannel().getLastToken().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return last == null ? 0 : last + 1;
        } catch (TimeoutException e) {
            throw new TimeoutException("Axon Server is unavailable. Check LEDGER_AXONSERVER_SERVERS and _TOKEN.");
        } finally {
            connections.shutdown();
        }
    }

    static ServerAddress[] addresses(String servers) {
        return Arrays.stream(servers.split(",", -1))
                .map(String::strip)
                .map(server -> server.split(":", 2))
                .map(parts ->
                        new ServerAddress(parts[0], parts.length == 1 ? DEFAULT_PORT : Integer.parseInt(parts[1])))
                .toArray(ServerAddress[]::new);
    }
}
