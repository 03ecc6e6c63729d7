package io.tokenledger.allinone.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.query.freshness.ProjectionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The operator's view of the read models of any ledger. */
public final class ReadModelStatus {
    private ReadModelStatus() {}

    /** Waits until no projection has a lag. */
    public static void awaitCaughtUp(Client admin, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        all(admin).stream().allMatch(item -> item.get("lag_ms").asLong() == 0));
    }

    /** Compares the tables of every projection with a replay. */
    public static void requireEqualToReplay(Client admin, Duration atMost) {
        List<JsonNode> all = all(admin);
        assertThat(all).hasSize(ProjectionName.values().length);
        all.forEach(item -> requireEqualToReplay(admin, item.get("name").asString(), atMost));
    }

    /** Compares the tables of one projection with a replay. */
    public static void requireEqualToReplay(Client admin, String name, Duration atMost) {
        String id = admin.post("/ledger/projections/" + name + "/replays", Map.of("verify", true))
                .requireStatus(202)
                .text("id");
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !admin.get("/ledger/replays/" + id).text("state").equals("running"));
        JsonNode replay = admin.get("/ledger/replays/" + id).json();
        assertThat(replay.get("state").asString()).as(name).isEqualTo("done");
        assertThat(replay.get("drifted").asLong())
                .as("%s: %s", name, replay.get("drifts"))
                .isZero();
    }

    private static List<JsonNode> all(Client admin) {
        return admin.get("/ledger/projections")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }
}
