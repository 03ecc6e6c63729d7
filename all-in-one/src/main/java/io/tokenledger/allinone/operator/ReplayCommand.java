package io.tokenledger.allinone.operator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code replay <projection> [--verify]}: rebuilds or verifies a read model of a running ledger, and shows the
 * progress. {@code LEDGER_PUBLIC_URL} is the ledger's address, {@code LEDGER_API_KEY} is a superuser's API key.
 */
public final class ReplayCommand {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ROWS_DIFFER = 2;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String url;
    private final String apiKey;
    private final PrintStream out;

    ReplayCommand(String url, String apiKey, PrintStream out) {
        this.url = url;
        this.apiKey = apiKey;
        this.out = out;
    }

    /**
     * Runs the command.
     *
     * @return exit code: 0 if the replay is done and no row differs, 1 if the command failed, 2 if rows differ
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        List<String> names = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        String key = environment.get("LEDGER_API_KEY");
        List<String> options =
                arguments.stream().filter(argument -> argument.startsWith("--")).toList();
        if (names.size() != 1 || key == null || !List.of("--verify").containsAll(options)) {
            usage(out);
            return 1;
        }
        String url = environment.getOrDefault("LEDGER_PUBLIC_URL", "http://localhost:8080");
        try {
            return new ReplayCommand(url, key, out).replay(names.getFirst(), arguments.contains("--verify"));
        } catch (IOException failure) {
            out.println(Objects.requireNonNullElse(failure.getMessage(), "The ledger at " + url + " is unavailable."));
            return 1;
        } catch (InterruptedException stopped) {
            out.println("Stopped watching. The replay continues.");
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int replay(String projection, boolean verify) throws IOException, InterruptedException {
        JsonNode replay = ask("POST", "/ledger/projections/" + projection + "/replays", "{\"verify\":" + verify + "}");
        String path = "/ledger/replays/" + replay.get("id").asString();
        while (replay.get("state").asString().equals("running")) {
            out.print(ProgressBar.of(replay));
            out.flush();
            Thread.sleep(500);
            replay = ask("GET", path, null);
        }
        out.println(ProgressBar.of(replay));
        if (!replay.get("state").asString().equals("done")) {
            out.println(replay.get("problem").asString());
            return 1;
        }
        replay.get("drifts").forEach(drift -> out.println(drift));
        long drifted = replay.get("drifted").asLong(0);
        if (verify) {
            out.println(drifted == 0 ? "All rows match the events." : drifted + " rows differ from the events.");
        }
        return drifted == 0 ? 0 : ROWS_DIFFER;
    }

    static void usage(PrintStream out) {
        out.println("usage: LEDGER_API_KEY=… java -jar token-ledger.jar replay <projection> [--verify]");
        out.println("LEDGER_PUBLIC_URL is the address of the ledger (default: http://localhost:8080).");
    }

    private JsonNode ask(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(String.format(Locale.ROOT, "%d: %s", response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }
}
