package io.tokenledger.allinone.harness;

import io.tokenledger.commandside.CommandSide;
import io.tokenledger.eventstore.personaldata.StoredSubjectKeys;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.queryside.QuerySide;
import io.tokenledger.testsupport.TcpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two command sides and two query sides as separate processes, over one PostgreSQL and behind one address. With
 * {@code -Dledger.setting=axonserver}, an Axon Server stores the events. The second process of each side reaches the
 * stores through proxies that can cut its connections, and its clock is five minutes ahead.
 */
public final class ProcessGroup implements AutoCloseable {
    private static final String CLOCK_AHEAD = "--ledger.clock-ahead=PT5M";

    public final RestartablePostgres store;
    public final Optional<AxonServer> axonServer;
    public final List<SideProcess> commands = new ArrayList<>();
    public final List<SideProcess> queries = new ArrayList<>();
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final Path keys;
    private final Gateway gateway;

    public ProcessGroup() {
        this(
                new RestartablePostgres(),
                axonServerOfTheDeploymentMode(),
                LedgerUnderTest.newDirectory(),
                Optional.empty(),
                2);
    }

    private ProcessGroup(
            RestartablePostgres store,
            Optional<AxonServer> axonServer,
            Path keys,
            Optional<Path> older,
            int ofEachSide) {
        this.store = store;
        this.axonServer = axonServer;
        this.keys = keys;
        for (int i = 0; i < ofEachSide; i++) {
            Map<String, String> environment = environment(i == 0);
            older.ifPresent(jars -> environment.put("LEDGER_ENCRYPTION_ENABLED", "false"));
            List<String> arguments = i == 0 ? List.of() : List.of(CLOCK_AHEAD);
            Optional<Path> build = i == 0 ? Optional.empty() : older;
            commands.add(side(CommandSide.class, "command-side", build, environment, arguments));
            queries.add(side(QuerySide.class, "query-side", build, environment, arguments));
        }
        try {
            processes().map(SideProcess::start).toList().forEach(SideProcess::awaitReady);
        } catch (RuntimeException | Error e) {
            processes().forEach(SideProcess::close);
            throw e;
        }
        this.gateway = new Gateway(Map.of(
                "command", commands.stream().map(SideProcess::port).toList(),
                "query", queries.stream().map(SideProcess::port).toList()));
        older.ifPresent(jars -> DocumentedResponses.ignore(gateway.port()));
    }

    /**
     * Two processes of each side; the second runs an older build from this folder of jars. The first ones write events
     * that it can read.
     */
    public static ProcessGroup besideOlder(Path jars) {
        return new ProcessGroup(
                new RestartablePostgres(),
                axonServerOfTheDeploymentMode(),
                LedgerUnderTest.newDirectory(),
                Optional.of(jars),
                2);
    }

    /** One process of each side, over this PostgreSQL and with this folder of signing keys. */
    public static ProcessGroup oneOfEach(RestartablePostgres store, Path keys) {
        return new ProcessGroup(store, Optional.empty(), keys, Optional.empty(), 1);
    }

    private static Optional<AxonServer> axonServerOfTheDeploymentMode() {
        return "axonserver".equals(System.getProperty("ledger.setting"))
                ? Optional.of(AxonServer.start())
                : Optional.empty();
    }

    private static SideProcess side(
            Class<?> application,
            String module,
            Optional<Path> jars,
            Map<String, String> environment,
            List<String> arguments) {
        return jars.map(folder -> new SideProcess(OlderBuild.jar(folder, module), environment, arguments))
                .orElseGet(() -> new SideProcess(application, environment, arguments));
    }

    private Map<String, String> environment(boolean near) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "LEDGER_STORE",
                axonServer.isPresent() ? "axonserver" : "postgres",
                "LEDGER_POSTGRES_URL",
                "jdbc:postgresql://127.0.0.1:" + portTo(store.port(), near) + "/postgres",
                "LEDGER_POSTGRES_USERNAME",
                "postgres",
                "LEDGER_POSTGRES_PASSWORD",
                "postgres",
                "LEDGER_SIGNING_KEYS_DIR",
                keys.resolve("signing-keys").toString(),
                "LEDGER_CREDENTIALS_MAX_PER_ACCOUNT",
                "100000"));
        axonServer.ifPresent(
                server -> environment.put("LEDGER_AXONSERVER_SERVERS", "localhost:" + portTo(server.port(), near)));
        return environment;
    }

    /** Environment variables for a process of this ledger that connects to the stores directly. */
    public Map<String, String> settings() {
        return environment(true);
    }

    /** The port itself if {@code near}, else the port of a new proxy in front of it. */
    private int portTo(int port, boolean near) {
        if (near) {
            return port;
        }
        TcpProxy line = new TcpProxy(port);
        proxies.add(line);
        return line.port();
    }

    /** Cuts the second process of each side off from all stores. */
    public void cut() {
        proxies.forEach(TcpProxy::cut);
    }

    public void restoreConnections() {
        proxies.forEach(TcpProxy::restore);
    }

    /** Drops all packets of the second processes' current connections, for good. */
    public void dropConnections() {
        proxies.forEach(TcpProxy::dropConnections);
    }

    /** All recorded events, read from the store directly, with their personal texts in clear. */
    List<RecordedEvent> events() {
        SubjectKeys subjectKeys = StoredSubjectKeys.of(store.dataSource(), keys.resolve("signing-keys"));
        return axonServer.map(RecordedEvent::in).orElseGet(() -> RecordedEvent.in(store.dataSource())).stream()
                .map(event -> event.opened(subjectKeys))
                .toList();
    }

    /** The errors in the logs of all processes, each with the first lines of its stack trace. */
    String errors() {
        StringBuilder complaints = new StringBuilder();
        for (SideProcess process : processes().toList()) {
            List<String> lines = process.output().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(" ERROR ")) {
                    complaints
                            .append(String.join("\n", lines.subList(i, Math.min(lines.size(), i + 12))))
                            .append("\n");
                }
            }
        }
        return complaints.toString();
    }

    public Stream<SideProcess> processes() {
        return Stream.concat(commands.stream(), queries.stream());
    }

    /** The URL of the gateway. */
    public String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    public Client admin() {
        return Client.at(url()).signIn("admin", LedgerUnderTest.PASSWORD);
    }

    /** Stops the processes, and deletes the store and the signing keys. */
    @Override
    public void close() {
        stop();
        axonServer.ifPresent(AxonServer::close);
        store.close();
        LedgerUnderTest.delete(keys);
    }

    /** Stops the processes, and keeps the store and the signing keys. */
    public void stop() {
        gateway.close();
        processes().forEach(SideProcess::close);
        proxies.forEach(TcpProxy::close);
    }
}
