package io.tokenledger.allinone;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Timelines, read after the trail has applied all earlier events. */
final class Timelines {
    private Timelines() {}

    static JsonNode of(Client reader, String tokenId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> reader.get("/ledger/tokens/" + tokenId + "/timeline?limit=500"),
                        answer -> answer.status() == 200 && lag(answer) == 0)
                .json()
                .get("items");
    }

    /** Waits until the timeline of the key has an event of this action that no request waited for. */
    static void await(Client reader, String tokenId, String action) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> of(reader, tokenId)
                        .valueStream()
                        .anyMatch(row -> row.get("action").asString().equals(action)));
    }

    private static long lag(Answer answer) {
        return answer.json().at("/freshness/lag_ms").asLong();
    }
}
