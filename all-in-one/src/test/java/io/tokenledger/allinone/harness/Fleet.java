package io.tokenledger.allinone.harness;

import io.tokenledger.commandside.CommandSide;
import io.tokenledger.queryside.QuerySide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two command sides and two query sides, each a process, over one PostgreSQL and behind one address. The second of each side
 * reaches the store over a line that can be cut, and its machine's clock is five minutes ahead.
 */
public final class Fleet implements AutoCloseable {
    private static final String CLOCK_AHEAD = "--ledger.clock-ahead=PT5M";

    public final StoreProcess store = new StoreProcess();
    public final Line line = new Line(store.port());
    public final List<SideProcess> commands = new ArrayList<>();
    public final List<SideProcess> queries = new ArrayList<>();
    private final Path keys = LedgerUnderTest.newDirectory();
    private final Gateway gateway;

    public Fleet() {
        for (int i = 0; i < 2; i++) {
            int port = i == 0 ? store.port() : line.port();
            List<String> arguments = i == 0 ? List.of() : List.of(CLOCK_AHEAD);
            Map<String, String> environment = Map.of(
                    "LEDGER_STORE", "postgres",
                    "LEDGER_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                    "LEDGER_POSTGRES_USERNAME", "postgres",
                    "LEDGER_POSTGRES_PASSWORD", "postgres",
                    "LEDGER_SIGNING_KEYS_DIR", keys.resolve("signing-keys").toString(),
                    "LEDGER_CREDENTIALS_MAX_PER_ACCOUNT", "100000");
            commands.add(new SideProcess(CommandSide.class, environment, arguments).start());
            queries.add(new SideProcess(QuerySide.class, environment, arguments).start());
        }
        commands.forEach(SideProcess::awaitReady);
        queries.forEach(SideProcess::awaitReady);
        this.gateway = new Gateway(Map.of(
                "command", commands.stream().map(SideProcess::port).toList(),
                "query", queries.stream().map(SideProcess::port).toList()));
    }

    /** The one address. */
    public String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    public Client admin() {
        return Client.at(url()).signIn("admin", LedgerUnderTest.PASSWORD);
    }

    @Override
    public void close() {
        gateway.close();
        commands.forEach(SideProcess::close);
        queries.forEach(SideProcess::close);
        line.close();
        store.close();
        LedgerUnderTest.delete(keys);
    }
}
