package io.tokenledger.historygenerator;

import io.tokenledger.eventstore.personaldata.DatabaseSubjectKeys;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Loads a generated history into an empty, migrated store. It prints the number of events and the planted incident:
 * {@code --seed=7 --events=200000 --url=jdbc:postgresql://… --username=postgres}. The password comes from
 * {@code LEDGER_POSTGRES_PASSWORD}. {@code --keys=data/signing-keys/encryption} is the folder of the ledger's
 * key-encryption keys; without it, personal texts are in clear until the ledger starts the next time.
 * {@code --start=2026-01-01T00:00:00Z} sets another start. {@code --server=…} sets the id of the ledger.
 */
public final class LoadHistory {
    private static final String PASSWORD = "LEDGER_POSTGRES_PASSWORD";
    private static final double NANOS = 1e9;

    private LoadHistory() {}

    /** Throws an exception if an argument is missing or the store has events already. */
    @SuppressWarnings("SystemOut") // a command prints to the console
    public static void main(String... arguments) {
        Map<String, String> given = read(arguments);
        PGSimpleDataSource store = new PGSimpleDataSource();
        store.setUrl(requireArgument(given, "url"));
        store.setUser(requireArgument(given, "username"));
        store.setPassword(System.getenv(PASSWORD));
        History history = History.of(settings(given));
        long before = System.nanoTime();
        long events = loader(store, given.get("--keys")).load(history);
        double seconds = (System.nanoTime() - before) / NANOS;
        PrintStream console = System.out;
        console.println(history.summary());
        console.printf("%,.0f events/s%n", events / seconds);
        console.println(history.incident().toJson());
    }

    private static HistoryLoader loader(PGSimpleDataSource store, @Nullable String keys) {
        return keys == null
                ? HistoryLoader.inClear(store)
                : HistoryLoader.of(store, DatabaseSubjectKeys.of(store, Path.of(keys)));
    }

    private static HistorySettings settings(Map<String, String> given) {
        HistorySettings settings = HistorySettings.of(
                Long.parseLong(requireArgument(given, "seed")), Long.parseLong(requireArgument(given, "events")));
        String start = given.get("--start");
        String server = given.get("--server");
        settings = start == null ? settings : settings.startingAt(Instant.parse(start));
        return server == null ? settings : settings.ofServer(UUID.fromString(server));
    }

    /** Parses {@code --name=value} and {@code --name value}. */
    private static Map<String, String> read(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            String value = parts.length == 2 ? parts[1] : i + 1 < arguments.length ? arguments[++i] : "";
            given.put(parts[0], value);
        }
        return given;
    }

    private static String requireArgument(Map<String, String> given, String name) {
        String value = given.get("--" + name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("The argument --" + name + "=… is required.");
        }
        return value;
    }
}
