package io.tokenledger.allinone.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.query.freshness.ProjectionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The operator's view of the read models of any ledger. */
public final class ReadModelStatus {
    private ReadModelStatus() {}

    /** Waits until no projection has a lag. */
    public static void awaitCaughtUp(Client admin, Duration atMost) {
        awaitCaughtUpExcept(Set.of(), admin, atMost);
    }

    /** Waits until no other projection than these has a lag. */
    public static void awaitCaughtUpExcept(Set<String> names, Client admin, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(all(admin))
                        .filteredOn(item -> !names.contains(item.get("name").asString()))
                        .allMatch(item -> item.get("lag_ms").asLong() == 0));
    }

    /** Compares the tables of every projection with a replay. */
    public static void requireEqualToReplay(Client admin, Duration atMost) {
        assertThat(all(admin)).hasSize(ProjectionName.values().length);
        requireEqualToReplayExcept(Set.of(), admin, atMost);
    }

    /** Compares the tables of every projection but these with a replay. An older build may have fewer projections. */
    public static void requireEqualToReplayExcept(Set<String> names, Client admin, Duration atMost) {
        all(admin).stream()
                .map(item -> item.get("name").asString())
                .filter(name -> !names.contains(name))
                .forEach(name -> requireEqualToReplay(admin, name, atMost));
    }

    /** Compares the tables of one projection with a replay. */
    public static void requireEqualToReplay(Client admin, String name, Duration atMost) {
        String id = admin.post("/ledger/projections/" + name + "/replays", Map.of("verify", true))
                .requireStatus(202)
                .text("id");
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !admin.get("/ledger/replays/" + id)
                        .requireStatus(200)
                        .text("state")
                        .equals("running"));
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
