package io.tokenledger.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rebuilds a read model from all events of the ledger, and measures the events per second. */
final class ReplayBenchmark {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final SuperuserClient client;

    ReplayBenchmark(SuperuserClient client) {
        this.client = client;
    }

    List<Figure> figures() throws IOException, InterruptedException {
        return List.of(
                Figure.atLeast(30_000, "replay of the audit trail", eventsPerSecond("audit-trail"), "events/s"),
                Figure.atLeast(80_000, "replay of the token listing", eventsPerSecond("token-listing"), "events/s"));
    }

    private double eventsPerSecond(String projection) throws IOException, InterruptedException {
        String replay = client.json("POST", "/ledger/projections/" + projection + "/replays", "{}")
                .body();
        String path = "/ledger/replays/" + field("id", replay);
        while (field("state", replay).equals("running")) {
            Thread.sleep(POLL_INTERVAL);
            replay = client.get(path).body();
        }
        if (!field("state", replay).equals("done")) {
            throw new IllegalStateException("The replay failed: " + replay);
        }
        Duration time =
                Duration.between(Instant.parse(field("started_at", replay)), Instant.parse(field("ended_at", replay)));
        return Double.parseDouble(field("events_done", replay)) / time.toMillis() * 1_000;
    }

    private static String field(String name, String json) {
        Matcher value = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("The replay has no field " + name + ": " + json);
        }
        return value.group(1);
    }
}
