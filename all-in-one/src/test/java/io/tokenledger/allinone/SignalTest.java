package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.historygenerator.PlantedIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
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
    void the_rate_of_each_kind_is_the_number_in_its_list_of_thirty_days() {
        Instant now = HISTORY.ledger().clock().instant();
        JsonNode kinds =
                ADMIN.get("/ledger/signals/summary").requireStatus(200).json().get("kinds");

        assertThat(kinds).hasSize(SignalKind.values().length);
        for (JsonNode kind : kinds) {
            int listed = list("/ledger/signals?limit=500&kind="
                            + kind.get("kind").asString() + "&from=" + now.minus(Duration.ofDays(30)))
                    .size();
            assertThat(kind.get("enabled").asBoolean()).isTrue();
            assertThat(kind.get("per_day").asDouble())
                    .as(kind.toString())
                    .isEqualTo(Math.round(listed / 30.0 * 100) / 100.0);
        }
        assertThat(ADMIN.get("/ledger/signals/summary?kind=many_networks")
                        .requireStatus(200)
                        .json()
                        .get("kinds"))
                .hasSize(1);
    }

    @Test
    void signals_by_key_are_those_of_the_list() {
        Map<String, Map<String, Integer>> expected = new LinkedHashMap<>(); // counts by kind, newest subject first
        Map<String, String> reasons = new HashMap<>();
        for (JsonNode signal : list("/ledger/signals?limit=500")) {
            expected.computeIfAbsent(subject(signal), one -> new TreeMap<>())
                    .merge(signal.get("kind").asString(), 1, Integer::sum);
            reasons.putIfAbsent(subject(signal), signal.get("reason").asString());
        }

        List<JsonNode> groups = list("/ledger/signals/by_key?limit=20");

        assertThat(groups).extracting(SignalTest::subject).containsExactlyElementsOf(expected.keySet());
        for (JsonNode group : groups) {
            Map<String, Integer> kinds = new TreeMap<>();
            group.get("kinds")
                    .forEach(kind -> kinds.put(
                            kind.get("kind").asString(), kind.get("times").asInt()));
            assertThat(kinds).isEqualTo(expected.get(subject(group)));
            assertThat(group.get("times").asInt())
                    .isEqualTo(
                            kinds.values().stream().mapToInt(Integer::intValue).sum());
            assertThat(group.get("reason").asString()).isEqualTo(reasons.get(subject(group)));
        }
        String cursor = ADMIN.get("/ledger/signals/by_key?limit=1").text("next_cursor");
        ADMIN.get("/ledger/signals?cursor=" + cursor).requireStatus(400);
    }

    @Test
    void each_key_that_the_attacker_created_raises_a_signal() {
        Set<String> created = list(
                        "/ledger/audit?limit=500&action=token.created&from=" + INCIDENT.from() + "&to=" + INCIDENT.to())
                .stream()
                .filter(entry ->
                        INCIDENT.attackerAddresses().contains(entry.get("ip").asString()))
                .map(entry -> entry.get("token_id").asString())
                .collect(Collectors.toSet());

        List<JsonNode> signals = list("/ledger/signals?limit=500&kind=key_created_from_new_network");

        assertThat(created).isNotEmpty();
        assertThat(signals)
                .extracting(signal -> signal.get("token_id").asString())
                .doesNotHaveDuplicates()
                .containsAll(created);
        assertThat(signals)
                .allSatisfy(signal ->
                        assertThat(signal.get("reason").asString()).contains("created from", "its creator was"));
    }

    @Test
    void a_key_created_from_a_network_that_is_new_to_its_creator_raises_a_signal() {
        try (LedgerUnderTest ledger = LedgerUnderTest.start(Map.of())) {
            Client user = ledger.newUser().from("192.0.2.1").again();
            user.createKey("first");
            ledger.clock().travel(Duration.ofDays(3));
            user.again().createKey("second");
            Client elsewhere = user.from("203.0.113.9").again();
            ledger.clock().travel(Duration.ofMinutes(50));

            String id = elsewhere.createKey("third").text("id");

            JsonNode group = Awaitility.await()
                    .until(
                            () -> ledger.admin()
                                    .get("/ledger/signals/by_key")
                                    .json()
                                    .get("items"),
                            items -> !items.isEmpty())
                    .get(0);
            assertThat(group.get("token_id").asString()).isEqualTo(id);
            assertThat(group.get("kind").asString()).isEqualTo("key_created_from_new_network");
            assertThat(group.get("reason").asString())
                    .isEqualTo("created from 203.0.113.0/24, where its creator was first seen 50 minutes earlier");
            assertThat(elsewhere.get("/ledger/signals").json().get("items")).hasSize(1);
            assertThat(ledger.admin()
                            .get("/ledger/signals/summary?kind=key_created_from_new_network")
                            .json()
                            .at("/kinds/0/per_day")
                            .asDouble())
                    .isEqualTo(0.03);
        }
    }

    @Test
    void pages_of_signals_hold_each_once_and_others_see_none() {
        List<String> all = list("/ledger/signals?limit=7&token=" + INCIDENT.tokenId()).stream()
                .map(signal -> signal.get("position") + signal.get("kind").asString())
                .toList();

        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(1);
        for (String path : List.of("/ledger/signals", "/ledger/signals/by_key")) {
            assertThat(HISTORY.ledger()
                            .newUser()
                            .get(path)
                            .requireStatus(200)
                            .json()
                            .get("items"))
                    .isEmpty();
        }
    }

    @Test
    void the_review_counts_what_its_links_list() {
        JsonNode posture = ADMIN.get("/ledger/posture").requireStatus(200).json();

        assertThat(posture.get("living").asLong()).isPositive();
        assertThat(posture.get("findings")).hasSize(9);
        requireCountsOfLinks(posture);
        assertThat(posture.get("findings").get(1).get("count").asLong()).isPositive();
    }

    @Test
    void a_review_of_the_past_counts_what_was_true_then() {
        String position =
                ADMIN.get("/ledger/posture").json().at("/freshness/position").asString();
        String middle = Long.toString(Long.parseLong(position) / 2);

        JsonNode past =
                ADMIN.get("/ledger/posture?as_of=" + middle).requireStatus(200).json();

        assertThat(past.get("living").asLong()).isPositive();
        assertThat(past.get("findings"))
                .as("without networks of the last 30 days")
                .hasSize(8);
        requireCountsOfLinks(past);
    }

    private static void requireCountsOfLinks(JsonNode posture) {
        for (JsonNode finding : posture.get("findings")) {
            String link = finding.get("link").asString();
            if (link.startsWith("/ledger/tokens")) {
                assertThat(count(link)).as(link).isEqualTo(finding.get("count").asLong());
            } else {
                ADMIN.get(link).requireStatus(200);
            }
        }
    }

    private static long count(String link) {
        return list(link + "&limit=500").size();
    }

    /** All items of a list, page by page. */
    private static List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ADMIN.get(path + cursor).requireStatus(200).json();
            page.get("items").forEach(items::add);
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());
        return items;
    }

    private static String subject(JsonNode signal) {
        for (String member : List.of("token_id", "ip", "owner_id")) {
            if (!signal.get(member).isNull()) {
                return signal.get(member).asString();
            }
        }
        throw new AssertionError("This signal concerns nothing: " + signal);
    }
}
