package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.historygenerator.PlantedIncident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Signals and the review page over a generated history: the planted incident raises some of the signals. */
class SignalTest {
    private static final LoadedHistory HISTORY = LoadedHistory.shared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final Client ADMIN = HISTORY.ledger().admin();

    @Test
    void the_incident_raises_signals_that_name_their_events() {
        List<JsonNode> signals = ADMIN.get("/ledger/signals?limit=500&token=" + INCIDENT.tokenId() + "&from="
                        + INCIDENT.from() + "&to=" + INCIDENT.to())
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .toList();

        assertThat(signals)
                .extracting(signal -> signal.get("kind").asString())
                .contains("first_seen_network", "first_seen_agent");
        assertThat(signals).allSatisfy(signal -> {
            List<Long> evidence = new ArrayList<>();
            signal.get("evidence").forEach(position -> evidence.add(position.asLong()));
            assertThat(evidence).last().isEqualTo(signal.get("position").asLong());
            assertThat(signal.get("reason").asString()).isNotBlank();
            assertThat(signal.get("token_id").asString())
                    .isEqualTo(INCIDENT.tokenId().toString());
        });
    }

    @Test
    void it_can_be_seen_how_often_each_has_fired() {
        JsonNode firings = ADMIN.get("/ledger/signals/summary?to=2026-01-01T00:00:00Z")
                .requireStatus(200)
                .json()
                .get("items");

        assertThat(firings).isNotEmpty();
        assertThat(firings).allSatisfy(firing -> {
            String kind = firing.get("kind").asString();
            assertThat(firing.get("times").asLong()).isPositive();
            assertThat(ADMIN.get("/ledger/signals?limit=1&to=2026-01-01T00:00:00Z&kind=" + kind)
                            .json()
                            .get("items"))
                    .hasSize(1);
        });
        ADMIN.get("/ledger/signals?kind=omen").requireStatus(422);
    }

    @Test
    void pages_of_signals_hold_each_once_and_others_see_none() {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ADMIN.get("/ledger/signals?limit=7&token=" + INCIDENT.tokenId() + cursor)
                    .requireStatus(200)
                    .json();
            page.get("items")
                    .forEach(signal ->
                            all.add(signal.get("position") + signal.get("kind").asString()));
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(1);
        assertThat(HISTORY.ledger()
                        .newUser()
                        .get("/ledger/signals")
                        .requireStatus(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void the_review_counts_what_its_links_list() {
        JsonNode posture = ADMIN.get("/ledger/posture").requireStatus(200).json();

        assertThat(posture.get("living").asLong()).isPositive();
        assertThat(posture.get("findings")).hasSize(7);
        for (JsonNode finding : posture.get("findings")) {
            String link = finding.get("link").asString();
            if (link.startsWith("/ledger/tokens")) {
                assertThat(count(link)).as(link).isEqualTo(finding.get("count").asLong());
            } else {
                ADMIN.get(link).requireStatus(200);
            }
        }
        assertThat(posture.get("findings").get(1).get("count").asLong()).isPositive();
    }

    private static long count(String link) {
        long count = 0;
        String cursor = "";
        do {
            JsonNode page =
                    ADMIN.get(link + "&limit=500" + cursor).requireStatus(200).json();
            count += page.get("items").size();
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());
        return count;
    }
}
