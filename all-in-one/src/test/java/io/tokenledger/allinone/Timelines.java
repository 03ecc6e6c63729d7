package io.tokenledger.allinone;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.FibonacciPollInterval;
import org.awaitility.pollinterval.PollInterval;
import tools.jackson.databind.JsonNode;

/** Timelines, read after the trail has applied all earlier events. */
final class Timelines {
    /**
     * Grows with each poll. A read of a timeline is an event of its own, so with a short constant interval the trail of a
     * slow machine would always be one read behind.
     */
    private static final PollInterval INTERVAL = FibonacciPollInterval.fibonacci(TimeUnit.MILLISECONDS);

    private Timelines() {}

    static JsonNode of(Client reader, String tokenId) {
        return Awaitility.await()
                .pollInterval(INTERVAL)
                .until(
                        () -> reader.get("/ledger/tokens/" + tokenId + "/timeline?limit=500"),
                        answer -> answer.status() == 200 && lag(answer) == 0)
                .json()
                .get("items");
    }

    /** Waits until the timeline of the key has an event of this action that no request waited for. */
    static void await(Client reader, String tokenId, String action) {
        Awaitility.await()
                .pollInterval(INTERVAL)
                .until(() -> of(reader, tokenId)
                        .valueStream()
                        .anyMatch(row -> row.get("action").asString().equals(action)));
    }

    private static long lag(Answer answer) {
        return answer.json().at("/freshness/lag_ms").asLong();
    }
}
